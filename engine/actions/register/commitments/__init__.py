"""Commitments of a delegation (điều kiện bảo đảm): kept by evidence, reminded, never blocking."""
