"""Nobody signs without a mandate, and anyone can check the mandate afterwards."""
