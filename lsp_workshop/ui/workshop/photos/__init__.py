"""Photos of flip charts, with the question that they answer."""
