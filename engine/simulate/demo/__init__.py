"""The demonstration's agencies as data: one YAML file a province or ministry, read by `read`."""
