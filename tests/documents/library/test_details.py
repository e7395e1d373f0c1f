from datetime import date

import pytest

from dialog.audit.models import AuditEntry
from dialog.common.errors import Invalid, TooLarge
from documents.library import actions
from documents.library.models import Document
from tests.documents.library.factories import DocumentFactory, put_file


def names(document: Document) -> list[str]:
    return [tag.name for tag in document.tags.all()]


def test_tags_are_words_between_commas_each_once(cast):
    document = put_file(cast.space, cast.chair)
    actions.describe_document(
        by=cast.member, document=document, tags=" Atlas, , atlas,\u202eRegionen ", description="x"
    )
    assert names(document) == ["Atlas", "Regionen"]
    actions.describe_document(by=cast.member, document=document, tags="Regionen, Zahlen", description="")
    assert names(document) == ["Regionen", "Zahlen"]
    document.file_entry.refresh_from_db()
    assert document.file_entry.description == ""


def test_a_tag_is_spelled_as_the_group_spells_it(cast):
    first = put_file(cast.space, cast.chair)
    page = DocumentFactory(space=cast.space, author=cast.chair)
    actions.describe_document(by=cast.member, document=first, tags="Cluster-Atlas")
    actions.describe_document(by=cast.member, document=page, tags="cluster-atlas")
    assert names(page) == ["Cluster-Atlas"]


@pytest.mark.parametrize("tags", ["a" * 41, ",".join(str(number) for number in range(21))])
def test_too_many_or_too_long_tags_change_nothing(cast, tags):
    document = put_file(cast.space, cast.chair, description="alt")
    with pytest.raises(Invalid):
        actions.describe_document(by=cast.member, document=document, tags=tags, description="neu")
    with pytest.raises(TooLarge):
        actions.describe_document(by=cast.member, document=document, tags="gut", description="a" * 2001)
    assert names(document) == []
    assert Document.objects.get().file_entry.description == "alt"


def test_the_retention_date_is_kept_with_its_history(cast):
    page = DocumentFactory(space=cast.space, author=cast.chair)
    actions.set_retention(by=cast.chair, document=page, until=date(2030, 12, 31))
    actions.set_retention(by=cast.chair, document=page, until=date(2030, 12, 31))
    page.refresh_from_db()
    assert page.retention_until == date(2030, 12, 31)
    assert AuditEntry.objects.get(action="library.retain").data == {"before": "", "after": "2030-12-31"}
