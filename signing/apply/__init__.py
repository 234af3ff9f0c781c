"""The signature itself in two resumable halves, around a raw signature that is made elsewhere."""
