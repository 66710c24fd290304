"""What contributors write with: new records, and the generated files that are committed."""
