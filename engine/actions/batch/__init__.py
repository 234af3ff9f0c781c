"""Several documents chosen to be signed or sealed with one password, each by itself."""
