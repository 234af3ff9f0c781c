"""Authority a second time, deliberately plain, and a city that walks at random to try both.

`standing`, `chains`, `block`, `by_seats`, `answers` and `clauses` were written from the rules as
they are told to people, sentence by sentence. They share no code with `engine.core.authority` but
its values, try everything everywhere, and are asked beside it at every step (`checks`, `walk`).
"""
