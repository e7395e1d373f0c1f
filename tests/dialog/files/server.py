"""A real server process with data of its own, for tests of what only a real server shows."""

import hashlib
import http.client
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

_SET_UP = """
import django; django.setup()
from django.core.management import call_command
from django.test import Client
from tests.cast import make_cast
call_command("migrate", verbosity=0)
client = Client()
client.force_login(make_cast().member, backend="allauth.account.auth_backends.AuthenticationBackend")
print(client.cookies["sessionid"].value)
"""


class Server:
    """A server process with its own data, and a browser signed in as a member of the group "cluster-atlas"."""

    def __init__(self, folder: Path) -> None:
        self.environment = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "dialog.settings.development",
        }
        set_up = subprocess.run(
            [sys.executable, "-c", _SET_UP], cwd=ROOT, env=self.environment, capture_output=True, check=True, text=True
        )
        session = set_up.stdout.split()[-1]
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        listener.set_inheritable(True)
        command = ["-m", "dialog.files.server", "--verbosity", "0", "--fd", str(listener.fileno())]
        self.process = subprocess.Popen(
            [sys.executable, *command, "dialog.asgi:application"],
            cwd=ROOT, env=self.environment, pass_fds=[listener.fileno()], stderr=subprocess.PIPE,
        )  # fmt: skip
        listener.close()
        self.session = session
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={'a' * 32}", "X-CSRFToken": "a" * 32}
        self.headers |= {"Origin": f"http://127.0.0.1:{self.port}", "Accept": "application/json"}

    def send(self, method, path, body=None, **headers):
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        link.request(
            method, path, body, self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = link.getresponse()
        content = answer.read()
        link.close()
        return answer.status, content

    def wait(self):
        for _attempt in range(100):
            try:
                return self.send("GET", "/gremien/cluster-atlas/dokumente/")
            except OSError:
                time.sleep(0.2)
        raise AssertionError(self.process.stderr.read())

    def memory(self, name: str) -> int:
        """Return a figure of the process in bytes: VmRSS now, VmHWM at the peak since `forget_peak`."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{name}:\s+(\d+) kB", status).group(1)) * 1024

    def forget_peak(self) -> int:
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")
        return self.memory("VmRSS")

    def upload(self, content: bytes, path: str = "") -> dict:
        form = "application/x-www-form-urlencoded"
        begun = self.send(
            "POST", "/dateien/hochladen/", f"name={secrets.token_hex(8)}.bin&size={len(content)}", Content_Type=form
        )
        state = json.loads(begun[1])
        while not state["complete"]:
            offset = state["received"]
            piece = content[offset : offset + state["chunk"]]
            _status, answer = self.send(
                "PUT", f"{state['url']}?offset={offset}", piece, Content_Type="application/octet-stream"
            )
            state = json.loads(answer)
        assert state["sha256"] == hashlib.sha256(content).hexdigest()
        taken = self.send(
            "POST", "/gremien/cluster-atlas/dokumente/hochladen/", f"upload={state['id']}", Content_Type=form
        )
        return json.loads(taken[1])
