"""Papers that we write: shown, signed, sealed, released."""
