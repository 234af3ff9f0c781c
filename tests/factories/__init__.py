"""Things that several folders of tests are made of."""
