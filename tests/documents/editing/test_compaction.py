"""Drawing rows together loses nothing, whatever was typed, in whatever order it came, wherever it was cut off."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import merge_updates

from dialog.common.errors import NotFound
from documents.editing.actions import append_update
from documents.editing.blocks import paragraph, seed_state
from documents.editing.compaction import COMPACT_AFTER, compact
from documents.editing.models import DocumentSnapshot, DocumentUpdate
from documents.editing.queries import load_document, pages_to_compact, text_of, updates_since
from documents.editing.state import Unusable, build_page, clocks, merge_strictly
from documents.editing.tasks import compact_left_behind, compact_when_left
from tests.documents.editing.factories import Browser, make_page, text_of_page

START = seed_state([paragraph("Anfang")])

# Two people type at the same time; each step says who, and what they do.
STEPS = st.lists(
    st.tuples(
        st.integers(0, 1), st.sampled_from(["type", "write", "drop", "meet"]), st.text(max_size=5), st.integers(0, 9)
    ),
    max_size=25,
)


def play(steps) -> list[bytes]:
    """Return the updates that two browsers send while they type; at "meet" they hear of each other."""
    browsers = [Browser(START), Browser(START)]
    sent: list[bytes] = []
    for who, what, text, at in steps:
        browser, other = browsers[who], browsers[1 - who]
        if what == "type" and text.strip("\x00") and len(browser.root.children):
            sent.append(browser.type(text.encode("utf-8", "replace").decode(), at=0 if at % 2 else None))
        elif what == "write":
            sent.append(browser.write("Absatz"))
        elif what == "drop" and len(browser.root.children) > 1:
            sent.append(browser.drop_last())
        elif what == "meet":
            browser.page.apply_update(other.page.get_update(browser.page.get_state()))
    return sent


def same(left, right) -> bool:
    return clocks(left.get_state()) == clocks(right.get_state()) and text_of_page(left) == text_of_page(right)


@settings(max_examples=60, deadline=None)
@given(STEPS, st.integers(0, 30))
def test_merging_equals_replaying_wherever_it_happens(steps, cut):
    updates = [START, *play(steps)]
    replayed = build_page(updates)
    merged = build_page([merge_strictly(updates[: cut + 1]), *updates[cut + 1 :]])

    assert same(merged, replayed)


@settings(max_examples=60, deadline=None)
@given(STEPS, st.integers(0, 25), st.integers(0, 25))
def test_updates_merged_before_they_are_stored_equal_those_stored_one_by_one(steps, start, length):
    updates = play(steps)
    middle = updates[start : start + length]
    merged = [merge_updates(*middle)] if middle else []

    assert same(
        build_page([START, *updates[:start], *merged, *updates[start + length :]]), build_page([START, *updates])
    )


def test_updates_that_wait_for_others_are_kept():
    """They are refused at the door; should one lie in the log all the same, the merge does not drop it."""
    browser = Browser(START)
    first, second = browser.type(" eins"), browser.type(" zwei")
    third = browser.write("weg")
    gone = browser.drop_last()

    assert text_of_page(build_page([merge_strictly([START, second]), first])) == "Anfang eins zwei"
    assert (
        text_of_page(build_page([merge_strictly([START, first, second, gone]), third])).rstrip() == "Anfang eins zwei"
    )


@pytest.fixture
def page(cast):
    return make_page(cast)


def append_some(page, author, count: int) -> Browser:
    browser = Browser.on(page)
    for number in range(count):
        append_update(author=author, document=page, payload=browser.type(f" {number}"))
    return browser


def test_compaction_keeps_text_and_number(cast, page):
    browser = append_some(page, cast.member, 5)

    assert compact(document_id=page.pk) == 5
    assert DocumentUpdate.objects.filter(document=page).count() == 0
    assert DocumentSnapshot.objects.get(document=page).change == 5
    assert text_of(page.pk) == browser.text
    assert compact(document_id=page.pk) == 5


def test_numbers_go_on_after_a_compaction(cast, page):
    append_some(page, cast.member, 2)
    compact(document_id=page.pk)
    append_some(page, cast.member, 1)

    assert load_document(page.pk)[1] == 3
    assert [number for number, _payload in updates_since(page.pk, 2)] == [3]


def test_a_reader_behind_the_snapshot_gets_it_whole(cast, page):
    reader = Browser.on(page)
    browser = append_some(page, cast.member, 4)
    compact(document_id=page.pk)
    append_some(page, cast.member, 1)

    behind = updates_since(page.pk, 1)
    assert [number for number, _payload in behind] == [4, 5]
    for _number, payload in behind:
        reader.page.apply_update(payload)
    assert reader.text == text_of(page.pk) != browser.text


def test_a_compaction_that_is_interrupted_leaves_everything(cast, page):
    browser = append_some(page, cast.member, 3)

    class PowerCut(Exception):
        pass

    with pytest.raises(PowerCut), transaction.atomic():
        compact(document_id=page.pk)
        raise PowerCut
    assert DocumentUpdate.objects.filter(document=page).count() == 3
    assert text_of(page.pk) == browser.text


def test_rows_that_cannot_be_applied_are_left_and_the_page_still_opens(cast, page):
    browser = append_some(page, cast.member, 2)
    DocumentUpdate.objects.create(document=page, change=3, payload=b"kaputt", author=cast.member)

    with pytest.raises(Unusable):
        compact(document_id=page.pk)
    assert DocumentUpdate.objects.filter(document=page).count() == 3
    assert text_of(page.pk) == browser.text


def test_a_page_that_is_gone_cannot_be_compacted(db):
    with pytest.raises(NotFound):
        compact(document_id=1)


def test_the_worker_compacts_what_was_left_behind(cast, page):
    append_some(page, cast.member, COMPACT_AFTER - 1)
    assert pages_to_compact(COMPACT_AFTER) == []
    DocumentUpdate.objects.filter(change=1).update(change=COMPACT_AFTER)
    append_some(page, cast.member, 0)
    compact_left_behind.call_local()
    assert DocumentUpdate.objects.filter(document=page).count() == COMPACT_AFTER - 1

    compact_when_left(page.pk)
    assert DocumentUpdate.objects.filter(document=page).count() == 0


def test_every_so_many_rows_the_worker_is_woken(live_cast):
    page = make_page(live_cast)
    browser = append_some(page, live_cast.member, COMPACT_AFTER)

    assert DocumentUpdate.objects.filter(document=page).count() == 0
    assert text_of(page.pk) == browser.text
