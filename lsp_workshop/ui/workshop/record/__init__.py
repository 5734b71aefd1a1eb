"""The end of the day: what is in the record and what is missing, its preview, and its files."""
