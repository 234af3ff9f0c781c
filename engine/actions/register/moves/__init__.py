"""Dossiers under way follow the register: foreseen before a change, moved after it, reconciled."""
