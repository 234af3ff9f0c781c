"""What someone asks at the desks where things are signed and sealed: one verb a file."""
