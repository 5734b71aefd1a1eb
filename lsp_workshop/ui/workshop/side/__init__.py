"""The right panel of the workshop window, a module for each card."""
