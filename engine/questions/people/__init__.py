"""Units, seats, persons and posts, for those who keep the register."""
