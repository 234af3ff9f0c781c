"""What heads ask of their units: how many dossiers, in what time, where it is lost."""
