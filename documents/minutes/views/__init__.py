"""Pages of minutes: reading them, writing them. Each view calls one action."""
