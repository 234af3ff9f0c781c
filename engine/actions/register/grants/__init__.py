"""Lines of an instrument, one by one: each touch makes what was reviewed a draft again."""
