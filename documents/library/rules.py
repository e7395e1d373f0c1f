"""Who may do what with documents. Guests read; members write and upload; moderation and chair manage all of them."""

import rules

from documents.library.models import Document, Folder
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


@rules.predicate
def trashed_it(user: Person, thing: Document | Folder) -> bool:
    return thing.trashed_by_id is not None and thing.trashed_by_id == user.pk


@rules.predicate
def holds_lock(user: Person, document: Document) -> bool:
    return document.file_entry.locked_by_id == user.pk


rules.add_perm("library.read", can("enter"))
rules.add_perm("library.write_page", can("edit_documents"))
rules.add_perm("library.upload", can("upload_files"))
rules.add_perm("library.add_version", is_file & can("upload_files"))
# A page's title is part of what its authors write together; a file's name belongs to who put it here.
# What is laid before others or released keeps its title: the release says it.
renames_file = is_file & ((is_own & may_change) | can("manage_documents"))
rules.add_perm("library.rename", (is_page & is_draft & can("edit_documents")) | renames_file)
rules.add_perm("library.trash", (is_draft & is_own & may_change) | can("manage_documents"))
# Sorting is everybody's work and easily undone; a folder is its maker's, because more hangs on it.
rules.add_perm("library.move", may_change | can("manage_documents"))
rules.add_perm("library.create_folder", can("upload_files"))
rules.add_perm("library.change_folder", (is_own & can("upload_files")) | can("manage_documents"))
rules.add_perm("library.describe", may_change | can("manage_documents"))
rules.add_perm("library.retain", can("manage_documents"))
rules.add_perm("library.lock", is_file & can("upload_files"))
rules.add_perm("library.unlock", is_file & (can("manage_documents") | (can("upload_files") & holds_lock)))
rules.add_perm("library.see_trash", can("upload_files"))
rules.add_perm("library.restore", (trashed_it & can("upload_files")) | can("manage_documents"))
rules.add_perm("library.delete", can("manage_documents"))
