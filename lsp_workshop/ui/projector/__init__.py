"""The window the room sees."""
