"""Golden dossiers: every story of a release stopped at every wait, continued by all later code.

`<release>/register.json.gz` and `<release>/bundles/` are what all its dossiers share;
`<release>/<procedure>/<scenario>.json.gz` holds a story, the moments of its acts, and after each
act the rows of its dossiers, as changes of the stop before. A file is written once
(`python -m tests.golden.make <release>`) and never again: where later code cannot continue one,
the format is migrated (`restore.py`), not the file.
"""
