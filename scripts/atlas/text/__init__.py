"""What knows no record: texts, numbers, dates, YAML, and what can be wrong with them."""
