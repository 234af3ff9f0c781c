"""Seats: entered, corrected, ended, struck."""
