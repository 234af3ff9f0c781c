"""How far the delegation of procedures has come, counted over the records of the register."""
