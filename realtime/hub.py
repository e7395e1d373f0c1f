"""The hub: knows who listens to which topic, and hands each change to them once, in order.

One hub per event loop. It has one subscription on the bus, keeps a room per topic, and every two seconds compares
its rooms with the database: what the bus lost is read from the log, whose rights changed is looked at again.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings

from dialog.common.access import epochs_of
from dialog.common.live import ACCESS_TOPIC, Subscription
from dialog.common.log import head_of, heads_of
from realtime.connection import Connection
from realtime.limits import CONNECTIONS_PER_PERSON
from realtime.protocol import Close
from realtime.room import TOGETHER, Encode, Load, Room
from realtime.threads import read

logger = logging.getLogger("dialog.hub")
LOOKS_AT_ONCE = 4
LOOK_EVERY = 2.0  # seconds between two comparisons with the database


Follower = Callable[[Any], None]


class Hub:
    """Lives on one event loop; all methods are called there."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self.people: dict[str, set[Connection]] = {}  # access key -> connections
        self.epochs: dict[str, int] = {}  # access key -> epoch at the last look
        self.followers: dict[str, Follower] = {}
        self.addresses: Counter[str] = Counter()
        self._subscription = Subscription(self._arrived)
        self._tasks: list[asyncio.Task[None]] = []
        self._subscribing = asyncio.Lock()
        self._looks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Open the subscription and begin to compare, with the first visitor: the server has no other moment for it."""
        async with self._subscribing:
            if self._tasks:
                return
            self._subscription.open()
            self._tasks = [asyncio.create_task(_for_ever(self._compare))]
            await self._subscription.add(ACCESS_TOPIC)

    async def stop(self) -> None:
        """End the hub's tasks; for the end of a test or of the process."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        await self._subscription.close()

    # People

    async def admit(self, connection: Connection) -> None:
        """Watch the rights of a connection from now on, and look at them once more."""
        self.addresses[connection.address] += 1
        await self.start()
        for key in connection.keys:
            self.people.setdefault(key, set()).add(connection)
        found = await read(epochs_of, connection.keys)
        # Those who were here before may not have heard of it yet.
        self._raised({key: epoch for key, epoch in found.items() if key in self.epochs})
        for key in connection.keys:
            self.epochs.setdefault(key, found.get(key, 0))
        # A right that fell between the first look and this one is seen now.
        known = connection.grant.epochs
        if known is None or any(known.get(key, 0) != found.get(key, 0) for key in connection.keys):
            await connection.look_again()
        # Several that came in the same moment were counted before any of them was here.
        if len(self.people.get(connection.keys[0], ())) > CONNECTIONS_PER_PERSON * settings.LIVE_RATE_FACTOR:
            await connection.close(Close.TOO_MANY)

    def count_at(self, address: str) -> int:
        """Return how many connections are open from an address."""
        return self.addresses[address] if address else 0

    async def dismiss(self, connection: Connection) -> None:
        """Forget a connection that has ended, and the topics that nobody listens to any more."""
        self.addresses[connection.address] -= 1
        if self.addresses[connection.address] <= 0:
            del self.addresses[connection.address]
        for key in connection.keys:
            others = self.people.get(key, set())
            others.discard(connection)
            if not others:
                self.people.pop(key, None)
                self.epochs.pop(key, None)
        rooms, connection.rooms = connection.rooms, []
        for room in rooms:
            room.members.discard(connection)
            await self._close_if_empty(room)

    # Rooms

    async def join(
        self,
        connection: Connection,
        topic: str,
        *,
        since: int,
        load: Load,
        encode: Encode,
        once: bool = False,
        together: float = TOGETHER,
    ) -> Room:
        """Bring a connection up to date from `since` and hand it every later change, in order, without a gap.

        With `once` a long replay ends after its first part. `together`: seconds, see `Room`.
        """
        async with self._subscribing:
            room = self.rooms.get(topic) or await self._open_room(topic, load, encode, together)
            room.members.add(connection)
            connection.rooms.append(room)
        try:
            await room.join(connection, since, once=once)
        except Exception:
            # Half a replay is none: the client comes back and is given it whole.
            await connection.close(Close.RESTART)
            raise
        return room

    async def _open_room(self, topic: str, load: Load, encode: Encode, together: float) -> Room:
        room = self.rooms[topic] = Room(topic, load=load, encode=encode, together=together)
        try:
            await self._subscription.add(topic)
            room.open_at(await read(head_of, topic))
        except BaseException:
            # The next one to come must not wait for a room that never opens.
            del self.rooms[topic]
            raise
        return room

    async def _close_if_empty(self, room: Room) -> None:
        async with self._subscribing:
            if not room.members and self.rooms.get(room.topic) is room:
                del self.rooms[room.topic]
                await self._subscription.discard(room.topic)

    async def follow(self, topic: str, follower: Follower) -> None:
        """Hand what is published on a topic without a log to `follower`; one for each topic."""
        self.followers[topic] = follower
        await self._subscription.add(topic)

    async def unfollow(self, topic: str) -> None:
        if self.followers.pop(topic, None):
            await self._subscription.discard(topic)

    # What the bus brings, and what it may have lost

    def _arrived(self, topic: str, number: int, event: Any) -> None:
        if topic == ACCESS_TOPIC:
            self._raised({event["key"]: number})
        elif room := self.rooms.get(topic):
            room.arrived(number, event)
        elif follower := self.followers.get(topic):
            follower(event)

    async def _compare(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            if self.rooms or self.people:
                heads, epochs = await read(_heads_and_epochs, list(self.rooms), list(self.people))
                for topic, head in heads.items():
                    if (room := self.rooms.get(topic)) and head > room.seen:
                        room.heal_soon()
                self._raised(epochs)
            await self._subscription.repair()

    def _raised(self, epochs: dict[str, int]) -> None:
        """Look again at the rights of those whose epoch has risen."""
        for key, epoch in epochs.items():
            if key in self.people and epoch > self.epochs.get(key, 0):
                self.epochs[key] = epoch
                task = asyncio.create_task(_look_again_at(list(self.people[key])))
                self._looks.add(task)
                task.add_done_callback(self._looks.discard)


def _heads_and_epochs(topics: list[str], keys: list[str]) -> tuple[dict[str, int], dict[str, int]]:
    return heads_of(topics), epochs_of(keys)


async def _look_again_at(connections: Sequence[Connection]) -> None:
    """Look again at the rights of many, a few at a time: others who come and read meanwhile are not kept waiting."""
    for begin in range(0, len(connections), LOOKS_AT_ONCE):
        few = connections[begin : begin + LOOKS_AT_ONCE]
        await asyncio.gather(*(connection.look_again() for connection in few), return_exceptions=True)


async def _for_ever(work: Callable[[], Awaitable[None]]) -> None:
    """Run a task again when it fails; a database or a bus that is away comes back."""
    while True:
        try:
            await work()
        except Exception:
            logger.exception("the hub's %s failed and starts again", work.__name__)
            await asyncio.sleep(1)


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def hub() -> Hub:
    """Return the hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
