"""Whoever speaks y-protocols can take part: a y-websocket client from node and ours end with the same text."""

import asyncio
import json
import shutil
import sys
from pathlib import Path

import pytest

from documents.editing.queries import html_of
from tests.realtime.client import cookie_of
from tests.realtime.editing.client import Editor

pytestmark = [pytest.mark.live]
# The distribution's, or the one that came with our packages.
NODE = shutil.which("node") or str(Path(sys.prefix) / "nodejs" / "node")
SCRIPT = Path(__file__).with_name("stock_client.mjs")


async def test_a_stock_client_converges_with_ours(server, page, live_cast, client_for):
    theirs, ours = await asyncio.to_thread(lambda: (client_for(live_cast.chair), client_for(live_cast.member)))
    editor = await Editor().joined(server, page.pk, ours)
    process = await asyncio.create_subprocess_exec(
        NODE,
        str(SCRIPT),
        f"{server.socket_url}/ws/dokumente",
        str(page.pk),
        cookie_of(theirs),
        server.url,
        " vom Standard",
        " von uns",
        stdout=asyncio.subprocess.PIPE,
    )
    await editor.point({})
    await editor.until(lambda: "vom Standard" in editor.text)
    await editor.type(" von uns")
    await editor.saved()
    output, _errors = await process.communicate()

    assert process.returncode == 0
    seen = json.loads(output)
    stored = await asyncio.to_thread(html_of, page.pk)
    assert seen["text"] == "<paragraph>Ausgangslage vom Standard von uns</paragraph>"
    assert stored == "<p>Ausgangslage vom Standard von uns</p>"
    assert "Cluster-Kontakt Neckar-Alb" in seen["others"]
