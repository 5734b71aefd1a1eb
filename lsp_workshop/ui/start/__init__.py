"""The start page: saved workshops, and the ways into a new one."""
