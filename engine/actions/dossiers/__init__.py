"""What is done to a whole dossier."""
