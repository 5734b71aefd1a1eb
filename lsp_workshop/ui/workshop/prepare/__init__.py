"""Before and at the start of the day: the workshop's details, people and arrivals, tables, sectors, agenda."""
