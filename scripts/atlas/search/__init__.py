"""What the search knows of each page, and how people type names."""
