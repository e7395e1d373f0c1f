"""What live work costs: one chat message to a full room, one change of a document, CPU-seconds and queries."""

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import websockets
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from bench.data import World
from bench.processes import Running, cpu_seconds
from dialog.common.log import head_of
from documents.editing.actions import append_update
from documents.editing.state import apply_update
from documents.editing.updates import FIELD
from realtime.chat.actions import post_message
from realtime.editing.protocol import WITH_SAVED, ask_frame, decode, update_frame

AUTHORS = 10
MESSAGES_EACH = 15
EDITS = 200
SAVED = 100


def socket(running: Running, world: World, number: int, path: str, **options: Any) -> Any:
    """Return the socket of one of the people, not opened yet."""
    origin = f"http://localhost:{running.port}"
    address = f"ws://localhost:{running.port}{path}"
    headers = {"Cookie": world.cookie_of(number)}
    return websockets.connect(
        address, origin=origin, additional_headers=headers, compression=None, max_size=None, **options
    )


def queries(action: Callable[[], object]) -> int:
    """Count the queries of an action, once it has been done before."""
    action()
    with CaptureQueriesContext(connection) as captured:
        action()
    return len(captured)


def message_costs(running: Running, world: World) -> Iterator[dict[str, Any]]:
    """Ten people write one message after the other; all twenty who are there receive each."""
    path = f"/ws/chat/{world.room.pk}/"
    spent, received = asyncio.run(_chat(running, world, path, head_of(world.room.topic)))
    sent = AUTHORS * MESSAGES_EACH
    author, room = world.people[0], world.room
    yield {
        "name": "posted message",
        "cpu_s": round(spent / sent, 5),
        "queries": queries(lambda: post_message(author=author, room=room, text="Zur Zählung.", client_id=uuid4())),
        "messages": sent,
        "listeners": len(world.people),
        "received_by_each": received,
    }


async def _chat(running: Running, world: World, path: str, head: int) -> tuple[float, int]:
    """Return the CPU-seconds of the server for all messages, and how many the one who got the fewest received."""
    people = [await socket(running, world, number, path) for number in range(len(world.people))]
    await asyncio.gather(*(_join(person, head) for person in people))
    before = cpu_seconds(running.server)
    counters = [asyncio.create_task(_count(person)) for person in people]
    await asyncio.gather(*(_write(person) for person in people[:AUTHORS]))
    received = await asyncio.gather(*counters)
    spent = cpu_seconds(running.server) - before
    await asyncio.gather(*(person.close() for person in people))
    return spent, min(received)


async def _join(person: Any, head: int) -> None:
    await person.send(json.dumps({"type": "join", "ref": "join", "since": head}))
    while json.loads(await asyncio.wait_for(person.recv(), 20)).get("ref") != "join":
        pass


async def _write(person: Any) -> None:
    for number in range(MESSAGES_EACH):
        command = {
            "type": "post",
            "ref": str(number),
            "client": str(uuid4()),
            "text": f"Nachricht {number}: einverstanden.",
        }
        await person.send(json.dumps(command))
        await asyncio.sleep(0.1)


async def _count(person: Any) -> int:
    """Count the messages that arrive until all are there, or none came for five seconds."""
    received = 0
    while received < AUTHORS * MESSAGES_EACH:
        try:
            frame = json.loads(await asyncio.wait_for(person.recv(), 5))
        except TimeoutError:
            break
        received += len(frame.get("events", []))
    return received


def edit_costs(running: Running, world: World) -> Iterator[dict[str, Any]]:
    """One person types, change by change, each awaited until it is saved; another one reads along."""
    path = f"/ws/dokumente/{world.document.pk}/"
    spent, received = asyncio.run(_type(running, world, path))
    yield {
        "name": "appended edit",
        "cpu_s": round(spent / EDITS, 5),
        "queries": queries(_one_edit(world)),
        "edits": EDITS,
        "received_by_reader": received,
    }


def _one_edit(world: World) -> Callable[[], object]:
    page: Doc[Any] = Doc()
    page.get(FIELD, type=XmlFragment)

    def edit() -> object:
        update = _change(page, "Zur Zählung.")
        return append_update(author=world.people[0], document=world.document, payload=update)

    return edit


def _change(page: Doc[Any], text: str) -> bytes:
    """Type into the first paragraph (made if there is none) and return the update."""
    before = page.get_state()
    fragment = page.get(FIELD, type=XmlFragment)
    if not len(fragment.children):
        fragment.children.append(XmlElement("paragraph", {}, [XmlText("")]))
    fragment.children[0].children[0].insert(0, text)
    return page.get_update(before)


async def _type(running: Running, world: World, path: str) -> tuple[float, int]:
    """Return the CPU-seconds of the server for all edits, and how many frames the reader got meanwhile."""
    writer = await socket(running, world, 0, path, subprotocols=[WITH_SAVED])
    reader = await socket(running, world, 1, path, subprotocols=[WITH_SAVED])
    page: Doc[Any] = Doc()
    await writer.send(ask_frame(page.get_state()))
    await reader.send(ask_frame(page.get_state()))
    await _loaded(writer, page)
    heard = asyncio.create_task(_listen(reader))
    before = cpu_seconds(running.server)
    for _number in range(EDITS):
        await writer.send(update_frame(_change(page, "a")))
        while (await asyncio.wait_for(writer.recv(), 20))[0] != SAVED:
            pass
    spent = cpu_seconds(running.server) - before
    await writer.close()
    await reader.close()
    return spent, await heard


async def _loaded(person: Any, page: Doc[Any]) -> None:
    """Take in what the server sends until the text is there."""
    while not len(page.get(FIELD, type=XmlFragment).children):
        frame = await asyncio.wait_for(person.recv(), 20)
        if frame[0] == 0 and frame[1] in (1, 2):
            apply_update(page, decode(frame).update)  # type: ignore[union-attr]


async def _listen(person: Any) -> int:
    heard = 0
    try:
        async for frame in person:
            heard += frame[0] == 0
    except websockets.ConnectionClosed:
        pass
    return heard
