"""People whom a message can name: those whom any text in the space can name."""

from workgroups.spaces.naming import Named, pattern_of, people_named_in

__all__ = ["Named", "pattern_of", "people_named_in"]
