"""Ballots of a question: made, opened, papers entered by keyboard, closed, shown. Figures come from `voting` alone."""
