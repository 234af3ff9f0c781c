"""Revocation answers, fetched while they are fresh and kept inside the document (PAdES-B-LT)."""
