"""Shared documents under load, side by side with Hocuspocus and y-websocket-server; see docs/documents-speed.md."""
