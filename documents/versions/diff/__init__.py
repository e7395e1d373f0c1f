"""What changed between two texts: blocks are aligned first, words are compared inside changed blocks."""
