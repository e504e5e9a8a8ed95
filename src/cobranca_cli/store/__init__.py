"""The database and the settings file of one home."""
