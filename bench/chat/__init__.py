"""Live chat under load, side by side with a bare broadcast server; see bench/README.md."""
