"""Keys behind one small port, what a certificate says, and whether it may sign now."""
