"""What somebody does at home before a desk takes their dossier in."""
