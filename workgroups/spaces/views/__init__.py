"""Pages of the bodies, split by noun."""
