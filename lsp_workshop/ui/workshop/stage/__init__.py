"""A stage: its questions, the answers as they come, and the panels beside them."""
