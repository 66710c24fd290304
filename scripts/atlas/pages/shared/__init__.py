"""What several kinds of page share: components, and templates that other templates import."""
