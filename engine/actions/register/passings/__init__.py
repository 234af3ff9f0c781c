"""Tasks of somebody who is away or goes to another post: one dossier a transaction, resumable."""
