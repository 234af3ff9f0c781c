"""Internal procedures: checked and loaded."""
