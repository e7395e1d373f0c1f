"""Shared documents while servers and the worker are killed; see docs/documents-speed.md."""
