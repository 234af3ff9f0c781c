"""Stories in a real browser, against the demonstration as `make demo` starts it."""
