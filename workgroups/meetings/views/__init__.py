"""Pages of meetings: lists and the meeting itself, planning it, its agenda. Each view calls one action."""
