"""Competences by law: this seat, or the collective it heads, decides this procedure here."""
