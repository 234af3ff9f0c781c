"""What someone asks, one verb a file: each opens and closes its own transaction."""
