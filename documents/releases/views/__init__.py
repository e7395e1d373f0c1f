"""Pages about states and releases of a page. Each view calls one action."""
