"""Comments on a dossier: written by whoever may see it, struck by their author, never edited."""
