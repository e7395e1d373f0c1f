"""The wire protocol of the live connections: frames, error codes, close codes. Described in docs/protocol.md.

A frame is a JSON object with a `type`. A command carries a `ref` that its answer repeats: `ok`, or `error` with a
code. What is pushed carries `prev` and `head`: apply it when `prev` is not above your own number, then take `head`.
"""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from dialog.common.errors import DialogError

MAX_FRAME_BYTES = 64 * 1024


class Close:
    """Close codes. 1000 and 4xxx only: others turn into 1011 on the way through Daphne.

    44xx: the client must not come back by itself; 45xx: it may, and will be given what it missed.
    """

    NORMAL = 1000
    BAD_FRAME = 4400
    SIGNED_OUT = 4401
    NO_ACCESS = 4403
    NOT_FOUND = 4404
    OTHER_VERSION = 4406
    OTHER_PERSON = 4409
    TOO_LARGE = 4413
    TOO_FAST = 4529
    TOO_MANY = 4530
    TOO_SLOW = 4508
    RESTART = 4512


class OtherPerson(DialogError):
    """The page that asks was opened by somebody else than who is signed in now; it must not speak in their name."""

    code = "other_person"
    message = _("Somebody else is signed in in this browser now.")
    status = 409


class BadFrame(Exception):
    """The frame is not one of ours; `code` says why. The connection may go on."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def decode(frame: str | bytes) -> dict[str, Any]:
    """Return a command: an object with a text `type` and, if present, a short text `ref`. Raises BadFrame."""
    if isinstance(frame, bytes):
        raise BadFrame("text_expected")
    try:
        command = json.loads(frame)
    except (ValueError, RecursionError):
        raise BadFrame("not_json") from None
    if not isinstance(command, dict) or not isinstance(command.get("type"), str):
        raise BadFrame("no_type")
    ref = command.get("ref", "")
    # Half a surrogate could not be sent back.
    if not isinstance(ref, str) or len(ref) > 64 or any("\ud800" <= char <= "\udfff" for char in ref):
        raise BadFrame("bad_ref")
    return command


def encode(frame: dict[str, Any]) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


def ok(ref: str, **values: Any) -> str:
    """Answer a command that is done and, where it writes, committed."""
    return encode({"type": "ok", "ref": ref, **values})


def error(ref: str, refused: DialogError | BadFrame) -> str:
    """Answer a command that is refused: a stable code, and words for people where there are some."""
    text = str(refused) if isinstance(refused, DialogError) else ""
    wait = getattr(refused, "wait", None)
    more = {} if wait is None else {"wait": wait}
    return encode({"type": "error", "ref": ref, "code": refused.code, "message": text, **more})


def close_code_for(refused: DialogError) -> int:
    """Return the close code for a connection that may not be opened or kept."""
    if isinstance(refused, OtherPerson):
        return Close.OTHER_PERSON
    return {401: Close.SIGNED_OUT, 403: Close.NO_ACCESS, 404: Close.NOT_FOUND}.get(refused.status, Close.RESTART)
