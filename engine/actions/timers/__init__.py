"""What the legal clock does."""
