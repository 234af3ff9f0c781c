"""What the forms of instruments offer, in words."""

from __future__ import annotations

from engine.questions.register.words import KIND_NOTES, KINDS, ON_END, POWERS
from engine.say import say


def kinds_offered() -> list[tuple[str, str, str]]:
    """(value, name, note) of the kinds that are entered by hand."""
    return [(kind, say(KINDS[kind]), say(note)) for kind, note in KIND_NOTES.items()]


def on_ends_offered() -> list[tuple[str, str]]:
    """(value, name) of what becomes of dossiers when an instrument ends."""
    return [(value, say(words)) for value, words in ON_END.items()]


def powers_offered() -> list[tuple[str, str]]:
    """(value, name) of the powers that instruments give."""
    return [(power, say(words)) for power, words in POWERS.items()]
