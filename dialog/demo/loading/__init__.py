"""Loads the demonstration through the same actions that people use, then sets the times back to when it happened."""
