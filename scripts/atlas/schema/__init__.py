"""What a record may say: pydantic models, and the registry that describes every field."""
