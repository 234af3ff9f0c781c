"""Empty form fields where the template left slots, with the locks that the signatures will set."""
