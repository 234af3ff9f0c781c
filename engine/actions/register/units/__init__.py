"""Units: entered, corrected, ended, struck."""
