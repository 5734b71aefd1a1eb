"""The run sheet on the day: how late it is, what is now and next, catching up."""
