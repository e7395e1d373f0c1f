"""Who may do what with releases. In which state something is possible the actions say, with words."""

import rules

from documents.library.rules import is_page
from documents.releases.models import ReleaseRequest
from workgroups.spaces.rules import Person, can


@rules.predicate
def is_requester(user: Person, request: ReleaseRequest) -> bool:
    return request.author_id == user.pk


@rules.predicate
def is_asked(user: Person, request: ReleaseRequest) -> bool:
    return request.answers.filter(approver_id=user.pk).exists()


rules.add_perm("releases.read", can("enter"))
rules.add_perm("releases.request", is_page & can("edit_documents"))
# Who loses the ability or the membership loses their say as well, though they were asked.
rules.add_perm("releases.answer", can("release_documents") & is_asked)
rules.add_perm("releases.withdraw", (is_requester & can("edit_documents")) | can("manage_documents"))
rules.add_perm("releases.begin_draft", is_page & can("edit_documents"))
rules.add_perm("releases.archive", is_page & can("manage_documents"))
rules.add_perm("releases.describe", is_page & can("edit_documents"))
rules.add_perm("releases.translate", is_page & can("edit_documents"))
