"""An older text brought back into the one that stands now, block by block, so that simultaneous work survives."""
