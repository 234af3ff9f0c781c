"""What a desk does before a dossier exists."""
