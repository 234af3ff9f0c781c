"""One task: what is to be done, by whom, and what else may be done with it."""
