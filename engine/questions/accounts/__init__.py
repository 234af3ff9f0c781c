"""Accounts and sessions, and who has read what."""
