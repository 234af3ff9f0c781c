"""Results that leave the house over the counter."""
