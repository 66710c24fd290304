"""How fast the site builds, and how it does in a browser."""
