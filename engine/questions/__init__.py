"""Reads for screens: SELECTs into small frozen dataclasses."""
