"""What lies in somebody's list, and how it is found, counted and chosen from."""
