"""A Typst template and answers become a PDF/A-3b with named slots; fonts are built here too."""
