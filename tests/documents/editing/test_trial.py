import weakref

import pytest
from pycrdt import XmlElement, XmlText

from dialog.common.errors import Invalid, TooLarge
from documents.editing.blocks import paragraph, seed_state
from documents.editing.fitting import fits
from documents.editing.state import build_page
from documents.editing.trial import Gap, LiveText
from documents.editing.updates import MAX_NESTING, MAX_UPDATE_BYTES, write_number
from tests.documents.editing.factories import Browser, nested, text_of_page

START = seed_state([paragraph("Ausgangslage")])


def test_an_update_that_fits_is_admitted_and_brings_something():
    assert LiveText([START]).admit(Browser(START).type("!"), author=1) is not None


def test_what_is_there_already_brings_nothing():
    browser = Browser(START)
    browser.write("weg damit")
    browser.drop_last()
    state = browser.page.get_update()

    # A browser that comes back sends all deletions it knows of.
    assert LiveText([state]).admit(state, author=1) is None
    assert LiveText([state]).admit(b"\x00\x00", author=1) is None


def test_an_update_that_builds_on_a_missing_one_is_a_gap():
    browser = Browser(START)
    browser.type("erst")
    second = browser.type("dann")
    trial = LiveText([START])

    with pytest.raises(Gap):
        trial.admit(second, author=1)
    assert trial.is_spoilt


def test_a_deletion_of_what_never_came_is_a_gap():
    browser = Browser(START)
    browser.write("kommt nicht an")
    deletion = browser.drop_last()

    with pytest.raises(Gap):
        LiveText([START]).admit(deletion, author=1)


def test_nodes_nested_too_deep_are_refused_however_they_come():
    with pytest.raises(Invalid):
        LiveText([START]).admit(nested(MAX_NESTING + 1), author=1)
    assert LiveText([START]).admit(nested(MAX_NESTING - 10), author=1) is not None


def test_deep_nesting_in_small_steps_never_gets_far():
    """One level for each update: what a text holds is never deeper than texts are read."""
    trial, browser, levels = LiveText([START]), Browser(START), 0
    with pytest.raises(Invalid):
        for _level in range(3_000):
            trial.admit(browser.change(_quote_in_innermost), author=1)
            levels += 1
    # The paragraph in the innermost one is a level too, and so are the letters in it.
    assert levels == MAX_NESTING - 2


def _quote_in_innermost(node):
    while inner := [child for child in node.children if isinstance(child, XmlElement) and child.tag == "blockquote"]:
        node = inner[0]
    quote = XmlElement("blockquote")
    node.children.append(quote)
    line = XmlElement("paragraph")
    quote.children.append(line)
    line.children.append(XmlText("a"))


@pytest.mark.parametrize(
    "edit",
    [
        lambda root: root.children.append(XmlElement("marquee")),
        lambda root: root.children[0].children.append(XmlElement("script")),
        lambda root: root.children[0].children[0].format(0, 4, {"evil": True}),
        lambda root: root.children[0].children[0].format(0, 4, {"evil--abcd1234": {}}),
        lambda root: root.children[0].children[0].insert_embed(0, {"image": "x"}),
    ],
)
def test_what_no_editor_writes_is_refused_and_the_text_stands(edit):
    """The next editor that opens the page would delete it, and what others wrote around it."""
    trial = LiveText([START])
    with pytest.raises(Invalid):
        trial.admit(Browser(START).change(edit), author=1)
    assert not trial.is_spoilt
    assert text_of_page(trial.page) == "Ausgangslage"


def test_what_does_not_fit_where_it_stands_is_mended_in_the_same_change():
    """A heading in somebody's paragraph: an editor would delete the paragraph."""
    trial = LiveText([START], dict.fromkeys(_clients(START), 2))

    def strange(root):
        heading = XmlElement("heading")
        root.children[0].children.append(heading)
        heading.children.append(XmlText("fremd"))

    effect = trial.admit(Browser(START).change(strange), author=1)
    stored = build_page([START, effect])
    assert fits(trial.page)
    assert fits(stored)
    assert text_of_page(stored) == text_of_page(trial.page)
    assert "Ausgangslage" in text_of_page(stored)
    assert "fremd" in text_of_page(stored)
    assert set(trial.take_newcomers().values()) == {1}
    assert trial.admit(Browser(START, effect).type("!"), author=2) is not None


def test_an_update_over_the_limit_is_too_large():
    with pytest.raises(TooLarge):
        LiveText([START]).admit(bytes(MAX_UPDATE_BYTES + 1), author=1)


def test_an_update_that_the_library_gives_up_on_is_invalid():
    """Well-formed, but its parent is a piece of text: only the whole text shows that."""
    browser = Browser(START)
    client = next(iter(_clients(START)))
    text_piece = 2  # paragraph, text node, its characters
    update = b"\x01\x01" + write_number(7) + b"\x00" + b"\x04\x00" + write_number(client) + write_number(text_piece)
    trial = LiveText([START])

    with pytest.raises(Invalid):
        trial.admit(update + b"\x01a\x00", author=1)
    assert trial.is_spoilt
    assert browser.text == "Ausgangslage"


def _clients(update: bytes) -> list[int]:
    from pycrdt import get_state

    from documents.editing.state import clocks

    return list(clocks(get_state(update)))


def test_a_text_that_is_closed_is_let_go():
    """What the library calls holds the page, so a page that is watched for ever is kept for ever."""
    held = []
    for _opening in range(3):
        text = LiveText([START])
        held.append(weakref.ref(text.page))
        text.close()
        del text
    assert [page() for page in held] == [None] * 3
