"""The workshop window: rail, pages, right panel."""
