"""Who may do what with documents. Guests read; members write and upload; moderation and chair manage all of them."""

import rules

from documents.library.models import Document
from workgroups.spaces.rules import Person, can


@rules.predicate
def is_own(user: Person, document: Document) -> bool:
    return document.author_id == user.pk


@rules.predicate
def is_file(_user: Person, document: Document) -> bool:
    return document.kind == Document.Kind.FILE


@rules.predicate
def is_page(_user: Person, document: Document) -> bool:
    return document.kind == Document.Kind.PAGE


@rules.predicate
def is_draft(_user: Person, document: Document) -> bool:
    """Only a draft is written on; what is laid before others, released or archived stays as it is."""
    return document.state == Document.State.DRAFT


may_change = (is_page & can("edit_documents")) | (is_file & can("upload_files"))

rules.add_perm("library.read", can("enter"))
rules.add_perm("library.write_page", can("edit_documents"))
rules.add_perm("library.upload", can("upload_files"))
rules.add_perm("library.add_version", is_file & can("upload_files"))
# A page's title is part of what its authors write together; a file's name belongs to who put it here.
rules.add_perm("library.rename", (is_page & can("edit_documents")) | (is_own & may_change) | can("manage_documents"))
rules.add_perm("library.trash", (is_own & may_change) | can("manage_documents"))
