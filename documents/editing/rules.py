"""Guests read pages; members of the space write them, as long as they are drafts."""

import rules

from documents.library.rules import is_draft, is_page
from workgroups.spaces.rules import can

rules.add_perm("editing.read", is_page & can("enter"))
rules.add_perm("editing.write", is_page & is_draft & can("edit_documents"))
