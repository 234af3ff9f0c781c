"""What a PDF says, as `pdftotext` reads it."""

from __future__ import annotations

import subprocess


def text_of(pdf: bytes) -> str:
    """The text in reading order."""
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode("utf-8")
