"""Against a real PostgreSQL, each test with a database of its own."""
