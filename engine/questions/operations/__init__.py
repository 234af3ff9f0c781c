"""Whether the system works, and what is stuck in it."""
