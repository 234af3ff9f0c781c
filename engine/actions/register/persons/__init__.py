"""Persons of the register: entered, corrected."""
