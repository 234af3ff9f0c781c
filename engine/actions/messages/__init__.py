"""What dossiers of different agencies say to each other."""
