"""The tab of stage 3: wordings of the vision, whose it is, the routes to it, the indicators."""
