"""What the desk sees while it takes dossiers in, on paper and online."""
