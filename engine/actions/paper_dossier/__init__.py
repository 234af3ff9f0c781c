"""The paper that goes along with a dossier, from hand to hand."""
