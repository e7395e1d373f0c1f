"""Live chat while servers are killed and connections break; see bench/README.md."""
