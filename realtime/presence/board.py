"""Who is in a room and who is writing: never stored, told at most once a second, may be lost and heals by itself.

Each process says on the bus who is connected to it, when that changes and every ten seconds; what a process that was
killed has said is forgotten after 25 seconds.
"""

import asyncio
import time
from typing import Any
from uuid import uuid4
from weakref import WeakKeyDictionary

from dialog.common.live import publish_now
from realtime.connection import Connection
from realtime.frames import Frame
from realtime.hub import Hub, hub
from realtime.presence.people import PersonHere
from realtime.protocol import encode

TELL_EVERY = 1.0  # seconds between two lists
TYPING_EVERY = 0.4  # seconds between two notes of who is writing
SAY_AGAIN = 10.0  # seconds: every process says who is there
FORGET_AFTER = 25.0  # seconds without word from a process
SHOWN = 50  # people in one list; the count is of all

_PROCESS = uuid4().hex
People = dict[int, dict[str, Any]]


class PresenceBoard:
    """The people of one room, as this process knows them. Lives on the hub's event loop."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.here: dict[Connection, PersonHere | None] = {}
        self._elsewhere: dict[str, tuple[People, float]] = {}
        self._typing: People = {}
        self._to_show: People = {}
        self._show_timer: asyncio.TimerHandle | None = None
        self._told = self._said = ""
        self._frame: Frame | None = None
        self._tell_timer: asyncio.TimerHandle | None = None
        self._typing_timer: asyncio.TimerHandle | None = None
        self._beat: asyncio.TimerHandle | None = None

    # Coming and going

    def enter(self, connection: Connection, person: PersonHere | None) -> None:
        """Note somebody who is here, or whose wish to be seen has changed; they are given the list at once."""
        is_first = not self.here
        is_new = connection not in self.here
        self.here[connection] = person
        if is_first:
            self._say(asks=True)
            self._beat = asyncio.get_running_loop().call_later(SAY_AGAIN, self._say_again)
        if is_new and self._frame is not None:
            connection.push(self._frame)
        self._tell_soon()

    def leave(self, connection: Connection) -> bool:
        """Forget a connection; returns whether nobody is left in this process."""
        if self.here.pop(connection, None) is not None:
            self._tell_soon()
        if self.here:
            return False
        if self._said:
            self._say()
        for timer in (self._beat, self._tell_timer, self._typing_timer, self._show_timer):
            if timer is not None:
                timer.cancel()
        return True

    def _people_here(self) -> People:
        return {person.id: person.as_dict() for person in self.here.values() if person is not None}

    # Between processes

    def _say_again(self) -> None:
        self._beat = asyncio.get_running_loop().call_later(SAY_AGAIN, self._say_again)
        self._say()
        oldest = time.monotonic() - FORGET_AFTER
        stale = [process for process, (_people, heard_at) in self._elsewhere.items() if heard_at < oldest]
        for process in stale:
            del self._elsewhere[process]
        if stale:
            self._tell_soon()

    def _say(self, *, asks: bool = False) -> None:
        people = list(self._people_here().values())
        self._said = encode({"people": people}) if people else ""
        publish_now(self.topic, 0, {"process": _PROCESS, "people": people, "asks": asks})

    def heard(self, event: dict[str, Any]) -> None:
        """Take what a process says about the people it serves, or about who is writing."""
        if "typing" in event:
            self._show_typing(event["typing"])
        elif event["process"] != _PROCESS:
            people = {person["id"]: person for person in event["people"]}
            self._elsewhere[event["process"]] = (people, time.monotonic())
            if event["asks"]:
                self._say()
            self._tell_soon()

    # To the browsers

    def _tell_soon(self) -> None:
        if self._tell_timer is None:
            self._tell_timer = asyncio.get_running_loop().call_later(TELL_EVERY, self._tell)

    def _tell(self) -> None:
        self._tell_timer = None
        here = self._people_here()
        said = encode({"people": list(here.values())}) if here else ""
        if said != self._said:
            self._say()
        everybody = dict(here)
        for people, _heard_at in self._elsewhere.values():
            everybody |= people
        shown = sorted(everybody.values(), key=lambda person: (person["name"].casefold(), person["id"]))[:SHOWN]
        told = encode({"type": "presence", "count": len(everybody), "people": shown})
        if told != self._told:
            self._told, self._frame = told, Frame(told)
            self._push(self._frame)

    def _push(self, frame: Frame) -> None:
        for connection in self.here:
            connection.push(frame)

    # Writing

    def types(self, person_id: int, name: str) -> None:
        """Note that somebody is writing; told at most every 400 ms for all together."""
        self._typing[person_id] = {"id": person_id, "name": name}
        if self._typing_timer is None:
            self._publish_typing()

    def _publish_typing(self) -> None:
        self._typing_timer = None
        if self._typing:
            typing, self._typing = list(self._typing.values()), {}
            publish_now(self.topic, 0, {"typing": typing})
            self._typing_timer = asyncio.get_running_loop().call_later(TYPING_EVERY, self._publish_typing)

    def _show_typing(self, people: list[dict[str, Any]]) -> None:
        """Show who is writing, at once, then what comes within the next 400 ms together: from whichever process."""
        self._to_show |= {person["id"]: person for person in people}
        if self._show_timer is None:
            self._push_typing()

    def _push_typing(self) -> None:
        self._show_timer = None
        if self._to_show:
            people, self._to_show = list(self._to_show.values()), {}
            self._push(Frame(encode({"type": "typing", "people": people[:SHOWN]})))
            self._show_timer = asyncio.get_running_loop().call_later(TYPING_EVERY, self._push_typing)


def say_typing(room_topic: str, person_id: int, name: str) -> None:
    """Tell all processes that somebody is writing who has no connection of their own to be noted with."""
    publish_now(_people_topic(room_topic), 0, {"typing": [{"id": person_id, "name": name}]})


def _people_topic(room_topic: str) -> str:
    return f"{room_topic}.people"


_boards: "WeakKeyDictionary[Hub, dict[str, PresenceBoard]]" = WeakKeyDictionary()


async def board_for(room_topic: str) -> PresenceBoard:
    """Return the board of a room on this event loop; made and subscribed when first asked for."""
    here = hub()
    boards = _boards.setdefault(here, {})
    topic = _people_topic(room_topic)
    while True:
        board = boards.get(topic)
        if board is None:
            board = boards[topic] = PresenceBoard(topic)
            await here.follow(topic, board.heard)
        # While it was subscribed the last person may have left it, and it was taken away.
        if boards.get(topic) is board:
            return board


async def leave_board(board: PresenceBoard, connection: Connection) -> None:
    """Take a connection off its board, and the board away with the last one."""
    here = hub()
    if board.leave(connection) and _boards.get(here, {}).get(board.topic) is board:
        del _boards[here][board.topic]
        await here.unfollow(board.topic)
