"""The only home of SQL: records, migrations, what is read (`load_*`) and what is written.

A dossier's rows are written by `save_move` alone. Nothing here commits: the action does.
"""
