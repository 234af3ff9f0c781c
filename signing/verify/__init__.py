"""One verdict on one file, from the file and the trusted roots alone, without the network."""
