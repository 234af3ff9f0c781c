"""The yearly report on how an instrument was carried out: when it is due, and that it was sent."""
