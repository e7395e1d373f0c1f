"""Whoever reads a page reads its versions; who may write on it names them and brings them back."""

import rules

from documents.library.rules import is_draft, is_page
from workgroups.spaces.rules import can

rules.add_perm("versions.read", is_page & can("enter"))
rules.add_perm("versions.name", is_page & is_draft & can("edit_documents"))
rules.add_perm("versions.restore", is_page & is_draft & can("edit_documents"))
