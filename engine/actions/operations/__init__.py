"""What an operator presses."""
