"""Decisions, objectives, actions with their milestones, and the parking lot."""
