"""What officers do with a task."""
