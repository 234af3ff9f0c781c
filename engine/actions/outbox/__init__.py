"""What must leave the house, or be done by the worker, after a move."""
