"""Templates: the list of them, and the window in which one is edited. The rules are in `domain.template_edit`."""
