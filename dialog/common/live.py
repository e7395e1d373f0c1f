"""The bus: tells every process that a topic has a new change. It may lose messages; the log heals that.

What a process publishes reaches its own listeners directly and, where there is a layer between processes (Redis), all
others through it. Everybody may publish, but only after commit. This is the one module that touches the channel layer.
"""

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.db import transaction

ACCESS_TOPIC = "access"
WAIT_FOR_BUS = 2.0  # seconds; who joins meanwhile is served from the log
MAX_WAITING = 10_000  # messages on their way to other processes

logger = logging.getLogger("dialog.live")

Handler = Callable[[str, int, Any], None]  # topic, number of the change (0: not logged), event


def publish_on_commit(topic: str, change: int, event: Any) -> None:
    """Tell all processes of a committed change. `event` is a dict of plain values or bytes (msgpack-able).

    Call it inside the transaction; a rollback publishes nothing. Never raises: a lost message is healed from the log.
    """
    transaction.on_commit(lambda: publish_now(topic, change, event), robust=True)


def publish_now(topic: str, change: int, event: Any) -> None:
    """Publish what is already committed, or what is not logged at all (presence, typing, carets)."""
    message = (topic, change, event)
    if _serving is not None and _serving.is_running():
        _serving.put(message)
    elif not _is_in_memory(get_channel_layer()):
        _publish_from_outside(message)


def _publish_from_outside(message: tuple[str, int, Any]) -> None:
    """Publish from a worker, a command or a page: nobody listens in this process, other processes do."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        async_to_sync(_send)(get_channel_layer(), message, "")
    else:
        task = loop.create_task(_send(get_channel_layer(), message, ""))
        _sending.add(task)
        task.add_done_callback(_sending.discard)


_sending: set[asyncio.Task[None]] = set()


def _is_in_memory(layer: Any) -> bool:
    return layer is None or isinstance(layer, InMemoryChannelLayer)


class Subscription:
    """This process's one subscription. Lives on the event loop that opens it; `handler` is called there."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler
        self.topics: set[str] = set()
        self._layer = get_channel_layer()
        self._is_alone = _is_in_memory(self._layer)
        self._name = uuid4().hex
        self._channel: str | None = None
        self._missing: set[str] = set()  # topics that the layer could not be told of yet
        self._local: deque[tuple[str, int, Any]] = deque()
        self._remote: asyncio.Queue[tuple[str, int, Any]] = asyncio.Queue(MAX_WAITING)
        self._lock = threading.Lock()
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop

    def open(self) -> None:
        """Make this loop the one that publishes, and begin to listen to other processes."""
        global _serving
        _serving, self._loop = self, asyncio.get_running_loop()
        if not self._is_alone:
            self._tasks = [asyncio.create_task(self._receive()), asyncio.create_task(self._forward())]

    def is_running(self) -> bool:
        return self._loop.is_running()

    async def add(self, topic: str) -> None:
        """Listen to a topic. Never fails: where the layer is away, `repair` tells it later."""
        self.topics.add(topic)
        if not self._is_alone:
            self._missing.add(topic)
            await self.repair()

    async def discard(self, topic: str) -> None:
        self.topics.discard(topic)
        self._missing.discard(topic)
        if self._channel is not None:
            await self._ask(self._layer.group_discard(_group(topic), self._channel))

    async def repair(self) -> None:
        """Tell the layer of the topics that it does not know yet; to be called again and again."""
        if self._channel is None:
            return
        topics = list(self._missing)
        asked = [self._ask(self._layer.group_add(_group(topic), self._channel)) for topic in topics]
        for topic, is_known in zip(topics, await asyncio.gather(*asked), strict=True):
            if is_known:
                self._missing.discard(topic)

    def put(self, message: tuple[str, int, Any]) -> None:
        """Take a message of this process, from any thread; those put while one wake-up is under way share it."""
        with self._lock:
            self._local.append(message)
            if len(self._local) > 1:
                return
        self._loop.call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        with self._lock:
            messages, self._local = self._local, deque()
        for topic, change, event in messages:
            self._handle(topic, change, event)
            if not self._is_alone:
                self._forward_soon((topic, change, event))

    def _handle(self, topic: str, change: int, event: Any) -> None:
        if topic in self.topics:
            try:
                self.handler(topic, change, event)
            except Exception:
                logger.exception("a change could not be handed on")

    # The layer between processes

    def _forward_soon(self, message: tuple[str, int, Any]) -> None:
        try:
            self._remote.put_nowait(message)
        except asyncio.QueueFull:
            logger.warning("bus lost a message: too many wait")

    async def _forward(self) -> None:
        """Send one message after the other, so that they keep their order."""
        while True:
            await _send(self._layer, await self._remote.get(), self._name)

    async def _receive(self) -> None:
        while True:
            try:
                if self._channel is None:
                    self._channel = await self._layer.new_channel("hub")
                    await self.repair()
                message = await self._layer.receive(self._channel)
                if message["from"] != self._name:
                    self._handle(message["topic"], message["change"], message["event"])
            except Exception as failure:
                # Whatever it was: the log is true, and the bus is asked again.
                logger.warning("bus is away: %s", type(failure).__name__)
                await asyncio.sleep(1)

    async def _ask(self, request: Any) -> bool:
        try:
            await asyncio.wait_for(request, WAIT_FOR_BUS)
        except Exception as failure:
            logger.warning("bus does not answer: %s", type(failure).__name__)
            return False
        return True

    async def close(self) -> None:
        """Stop listening, and stop publishing through this loop."""
        global _serving
        if _serving is self:
            _serving = None
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


_serving: Subscription | None = None


async def _send(layer: Any, message: tuple[str, int, Any], sender: str) -> None:
    topic, change, event = message
    body = {"type": "bus", "topic": topic, "change": change, "event": event, "from": sender}
    try:
        await layer.group_send(_group(topic), body)
    except Exception as failure:
        logger.warning("bus lost a message: %s", type(failure).__name__)


def _group(topic: str) -> str:
    return f"topic.{topic}"
