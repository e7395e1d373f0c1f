"""The bus: tells every process that a topic has a new change. It may lose messages; the log heals that.

Each process that serves browsers attaches its event loop once (`attach`) and has one subscription. Everything else
only publishes, and only after commit. This is the one module that touches the channel layer.
"""

import asyncio
import logging
from typing import Any

from asgiref.sync import async_to_sync
from channels.exceptions import ChannelFull
from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.db import transaction

ACCESS_TOPIC = "access"

logger = logging.getLogger("dialog.live")

_serving_loop: asyncio.AbstractEventLoop | None = None


def publish_on_commit(topic: str, change: int, event: Any) -> None:
    """Tell all processes of a committed change. `event` is a dict of plain values or bytes (msgpack-able).

    Call it inside the transaction; a rollback publishes nothing. Never raises: a lost message is healed from the log.
    """
    transaction.on_commit(lambda: publish_now(topic, change, event), robust=True)


def publish_now(topic: str, change: int, event: Any) -> None:
    """Publish what is already committed, or what is not logged at all (presence, typing, carets)."""
    message = {"type": "bus", "topic": topic, "change": change, "event": event}
    loop = _serving_loop
    if loop is not None and loop.is_running():
        loop.call_soon_threadsafe(_send_soon, message)
    elif not isinstance(get_channel_layer(), InMemoryChannelLayer):
        # A worker or a command: nobody listens in this process, other processes do.
        async_to_sync(_send)(message)


def _send_soon(message: dict[str, Any]) -> None:
    task = asyncio.ensure_future(_send(message))
    _sending.add(task)
    task.add_done_callback(_sending.discard)


_sending: set[asyncio.Future[None]] = set()


async def _send(message: dict[str, Any]) -> None:
    try:
        await get_channel_layer().group_send(_group(message["topic"]), message)
    except (OSError, ChannelFull) as error:
        logger.warning("bus lost a message: %s", type(error).__name__)
    except Exception:
        logger.exception("bus lost a message")


def _group(topic: str) -> str:
    return f"topic.{topic}"


class Subscription:
    """This process's one subscription. Lives on the event loop that made it."""

    def __init__(self) -> None:
        self.layer = get_channel_layer()
        self.channel: str | None = None

    async def open(self) -> None:
        """Take a channel of our own and make this loop the one that publishes."""
        global _serving_loop
        _serving_loop = asyncio.get_running_loop()
        self.channel = await self.layer.new_channel("hub")

    async def add(self, topic: str) -> None:
        await self.layer.group_add(_group(topic), self.channel)

    async def discard(self, topic: str) -> None:
        await self.layer.group_discard(_group(topic), self.channel)

    async def receive(self) -> tuple[str, int, Any]:
        """Wait for the next message: topic, number of the change, event."""
        message = await self.layer.receive(self.channel)
        return message["topic"], message["change"], message["event"]

    def close(self) -> None:
        """Stop publishing through this loop."""
        global _serving_loop
        _serving_loop = None
