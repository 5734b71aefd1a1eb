"""Stage 1: what the partnership is for, and who does the work that a staff team does."""
