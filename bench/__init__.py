"""Measurements of speed and size; see bench/README.md."""
