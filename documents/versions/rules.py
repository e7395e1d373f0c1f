"""Whoever reads a page reads its versions; who may write on it names them and brings them back.

A name is changed by who gave it, and by the moderation.
"""

import rules

from documents.library.rules import is_draft, is_page
from documents.versions.models import PageVersion
from workgroups.spaces.rules import Person, can


@rules.predicate
def is_of_draft(user: Person, version: PageVersion) -> bool:
    return bool(is_page(user, version.document) and is_draft(user, version.document))


@rules.predicate
def is_own_or_unnamed(user: Person, version: PageVersion) -> bool:
    return not version.name or version.made_by_id == user.pk


rules.add_perm("versions.read", is_page & can("enter"))
rules.add_perm("versions.name", is_page & is_draft & can("edit_documents"))
rules.add_perm("versions.restore", is_page & is_draft & can("edit_documents"))
rules.add_perm("versions.rename", is_of_draft & can("edit_documents") & (is_own_or_unnamed | can("moderate")))
