"""Handouts in the window: choosing them, and how they are printed."""
