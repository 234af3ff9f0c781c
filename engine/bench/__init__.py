"""What the product costs, measured on the machine at hand and beside PostgreSQL's own limit."""
