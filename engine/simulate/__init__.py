"""Oracles and generators; used by tests and the command line."""
