"""The bench does what it says it measures."""
