"""Posts: who sits where, from, to; entered, corrected, ended, struck, transferred."""
