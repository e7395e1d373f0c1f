"""A proxy as some offices have it: refuses sockets, and hands on an answer only when it is complete."""

import contextlib
import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextlib.contextmanager
def buffering_proxy(server_port: int) -> Iterator[int]:
    """Run it in front of a server; yields its port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_arguments: object) -> None:
            pass

        def pass_on(self) -> None:
            if self.headers.get("Upgrade"):
                self.send_error(400)
                return
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            # Host and Origin name the proxy, and the server takes it for itself.
            connection = http.client.HTTPConnection("127.0.0.1", server_port, timeout=60)
            with contextlib.suppress(OSError):
                connection.request(self.command, self.path, body, dict(self.headers))
                answer = connection.getresponse()
                content = answer.read()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            connection.close()

        do_GET = do_POST = do_PUT = pass_on

    proxy = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    proxy.daemon_threads = True
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    try:
        yield proxy.server_address[1]
    finally:
        proxy.shutdown()
        proxy.server_close()
