"""A dossier as its own page tells it, part by part."""
