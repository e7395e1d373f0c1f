"""Guests read pages; members of the space write them."""

import rules

from documents.library.rules import is_page
from workgroups.spaces.rules import can

rules.add_perm("editing.read", is_page & can("enter"))
rules.add_perm("editing.write", is_page & can("edit_documents"))
