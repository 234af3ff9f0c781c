"""The same act on many tasks: each its own transaction, each with its own answer."""
