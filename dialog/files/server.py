"""Daphne with bounds on what one HTTP connection may hold in memory; `python -m dialog.files.server` takes its options.

Plain Daphne 4.2 reads a request's body whole (to a temporary file), puts all of it into an unbounded queue before the
application runs, and takes responses without waiting for the client. Here a body over the limit is refused from its
headers, or when the count passes the limit, and a response waits while the client does not read.
"""

import asyncio
import gc
from typing import Any

from daphne.cli import CommandLineInterface
from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.server import Server
from daphne.ws_protocol import WebSocketFactory
from twisted.internet import reactor

from dialog.common.sockets import SocketFactory, SocketProtocol, notice_dead_peers
from dialog.files import limits
from dialog.files.body_limit import refusal_for

ABORT = "cluster_dialog.abort"
DEAD_AFTER = 60  # seconds without a sign from the other side's machine
LINGER = 5  # seconds for a client to read the refusal while what it still sends is thrown away


class BoundedRequest(WebRequest):
    """A request that stops at the limit, and a producer that tells when the client's connection has room."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._room = asyncio.Event()
        self._room.set()
        self._taken = 0
        self._refused = False
        self._linger: Any = None

    def gotLength(self, length: int | None) -> None:
        """Called when the headers are in and nothing of the body is."""
        if length is not None and length > limits.BODY:
            super().gotLength(0)
            self._refuse()
        else:
            super().gotLength(length)

    def handleContentChunk(self, data: bytes) -> None:
        self._taken += len(data)
        if self._refused:
            return
        if self._taken > limits.BODY:
            self._refuse()
        else:
            super().handleContentChunk(data)

    def requestReceived(self, command: bytes, path: bytes, version: bytes) -> None:
        """Called when the body is in. A refused one goes no further."""
        if self._refused:
            self.channel.loseConnection()
        else:
            super().requestReceived(command, path, version)

    def _refuse(self) -> None:
        self._refused = True
        self.requestHeaders.removeHeader(b"expect")  # no "100 Continue" after the answer
        given = [(name.lower(), value) for name, all_ in self.requestHeaders.getAllRawHeaders() for value in all_]
        refusal = refusal_for(given)
        lines = [b"HTTP/1.1 413 Content Too Large"] + [name + b": " + value for name, value in refusal.headers()]
        self.content.close()
        self.channel.transport.write(b"\r\n".join(lines) + b"\r\n\r\n" + refusal.body)
        self._linger = reactor.callLater(LINGER, self.channel.loseConnection)  # type: ignore[arg-type]  # an interface is no class

    async def wait_for_room(self) -> None:
        """Return when the client has read enough of what was sent, or is gone."""
        if self.producer is None and not self.finished and self.channel is not None:
            self.registerProducer(self, True)
        await self._room.wait()

    def pauseProducing(self) -> None:
        self._room.clear()

    def resumeProducing(self) -> None:
        self._room.set()

    def stopProducing(self) -> None:
        self._room.set()

    def abort(self) -> None:
        """Cut the connection off, with what waits for the client."""
        if self.channel is not None:
            self.channel.transport.abortConnection()

    def finish(self) -> None:
        if self.producer is not None:
            self.unregisterProducer()
        super().finish()

    def connectionLost(self, reason: Any) -> None:
        self._room.set()
        if self._linger is not None and self._linger.active():
            self._linger.cancel()
        super().connectionLost(reason)


class BoundedFactory(HTTPFactory):
    def buildProtocol(self, addr: Any) -> Any:
        protocol = super().buildProtocol(addr)
        protocol.requestFactory = BoundedRequest
        return protocol


class BoundedServer(Server):
    """Daphne's server with our requests and our sockets."""

    def __init__(self, application: Any, **options: Any) -> None:
        super().__init__(application, request_buffer_size=limits.PIECE, **options)

    def run(self) -> None:
        """Serve until told to stop; first the application may `prepare`, for which ASGI under Daphne has no moment.

        What was loaded by then stays, so it need not be looked at when memory is tidied.
        """
        if prepare := getattr(self.application, "prepare", None):
            prepare()
        gc.freeze()
        super().run()

    @property
    def http_factory(self) -> BoundedFactory:
        return self._bounded_factory

    @http_factory.setter
    def http_factory(self, _plain: HTTPFactory) -> None:
        """Daphne's run() names its own factory; ours takes its place."""
        self._bounded_factory = BoundedFactory(self)

    @property
    def ws_factory(self) -> SocketFactory:
        return self._socket_factory

    @ws_factory.setter
    def ws_factory(self, _plain: WebSocketFactory) -> None:
        self._socket_factory = SocketFactory(self, server=self.server_name)

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        """Offer the application what ASGI has no words for: a short way for frames, and how to cut a stream off."""
        if isinstance(protocol, SocketProtocol):
            protocol.offer_short_way(scope)
        elif isinstance(protocol, BoundedRequest):
            scope.setdefault("extensions", {})[ABORT] = protocol.abort
        notice_dead_peers(protocol.transport, DEAD_AFTER)
        return super().create_application(protocol, scope)

    async def handle_reply(self, protocol: Any, message: dict[str, Any]) -> None:
        await super().handle_reply(protocol, message)
        if isinstance(protocol, BoundedRequest) and message.get("more_body"):
            await protocol.wait_for_room()


class CommandLine(CommandLineInterface):
    server_class = BoundedServer


if __name__ == "__main__":
    CommandLine.entrypoint()
