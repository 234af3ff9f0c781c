"""Reads of the register of authority: why, who may, where the gaps are, what leans on what."""
