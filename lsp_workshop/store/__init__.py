"""The workshop file: one file, body and journal, that loses nothing shown as saved. Hands out domain records only."""
