"""What is known of a fact: one reading under everything that shows, exports or counts it."""
