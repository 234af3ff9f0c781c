"""What applicants say of how their dossier was handled."""
