"""Filters of the inbox that a person keeps."""
