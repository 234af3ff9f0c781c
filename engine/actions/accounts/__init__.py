"""Who may sign in; sessions, passwords, second factor, and what administrators do with accounts."""
