"""The people of the test: each sends numbered messages until they are acknowledged, and sometimes changes one."""

import asyncio
import random
import re
import time
from uuid import uuid4

from bench.chat.chaos.channels import CHANNELS, FAILURES, Channel, Frame
from bench.chat.chaos.ledger import Ledger, Sent
from bench.chat.chaos.view import View
from bench.chat.chaos.web import Address

VERSION = re.compile(r'data-version="(\d+)"')
REACTIONS = ("agree", "helpful", "thanks", "question")
TRY_AGAIN = ("too_fast", "slow_mode", "unavailable")
CHANGES = {"react": 0.10, "edit": 0.08, "remove": 0.02}  # how often, for each message of one's own


class Person:
    """One account over one kind of channel. `live` keeps the view up to date, `talk` sends."""

    def __init__(self, number: int, kind: str, address: Address, ledger: Ledger, chance: random.Random) -> None:
        self.number, self.kind, self.address, self.ledger, self.chance = number, kind, address, ledger, chance
        self.view = View()
        self.channel: Channel | None = None
        self.online = asyncio.Event()
        self.stopping = self.leaving = False
        self.may_talk = asyncio.Event()
        self.may_talk.set()
        self.is_silent = False
        self.unknown: set[str] = set()  # commands that this server does not have
        self.mine: list[Sent] = []
        self._next = 0

    # To be there

    async def live(self) -> None:
        """Connect again and again, from the number that is known."""
        while not self.leaving:
            channel = CHANNELS[self.kind](self.address, self.view, time.monotonic)
            try:
                await channel.open()
                self.channel = channel
                self.ledger.counts[f"joined by {self.kind}"] += 1
                self.online.set()
                await channel.ended.wait()
            except FAILURES:
                self.ledger.counts["not joined"] += 1
            finally:
                self.online.clear()
                await channel.close()
            if channel.code is not None and channel.code not in (1000, 1005, 1006):
                self.ledger.counts[f"closed with {channel.code}"] += 1
            await asyncio.sleep(self.chance.uniform(0.1, 0.8))

    async def leave(self) -> None:
        self.leaving = True
        if self.channel:
            self.channel.end()

    # To speak

    async def talk(self) -> None:
        while not self.stopping:
            await asyncio.sleep(self.chance.uniform(0.1, 0.7))
            self.is_silent = True
            await self.may_talk.wait()
            self.is_silent = False
            note = await self.post_next()
            if note:
                self.mine.append(note)
            for type_, share in CHANGES.items():
                if self.mine and type_ not in self.unknown and self.chance.random() < share:
                    await self.change(type_, self.chance.choice(self.mine[-30:]))

    async def post_next(self) -> Sent | None:
        """Send one message, the same one with the same UUID, until it is answered; None when it was refused."""
        client, text = str(uuid4()), f"~{self.number}.{self._next}~ Nachricht unter widrigen Umständen"
        note = self.ledger.sent[client] = Sent(self.number, self._next, {text})
        self._next += 1
        while True:
            answer = await self.try_to("post", client=client, text=text)
            if answer and answer["type"] == "ok":
                note.acked_at, note.position = time.monotonic(), answer["position"]
                return note
            if answer and answer["code"] not in TRY_AGAIN:
                self.ledger.counts[f"post refused: {answer['code']}"] += 1
                return None
            await asyncio.sleep(0.3 if answer else 0.05)

    async def try_to(self, type_: str, **values: object) -> Frame | None:
        """Send a command once and return its answer; None when there was none."""
        await self.online.wait()
        assert self.channel is not None
        try:
            return await self.channel.ask(type_, **values)
        except FAILURES:
            self.ledger.counts["without an answer"] += 1
            return None

    # To change what was said

    async def change(self, type_: str, note: Sent) -> None:
        """React to, edit or remove one of one's own messages, without trying again."""
        event = self.view.messages.get(note.position or 0)
        if event is None or note.removal:
            return
        if type_ == "react":
            kind, on = self.chance.choice(REACTIONS), self.chance.random() < 0.7
            self.noted(type_, await self.try_to("react", position=note.position, kind=kind, on=on))
        elif type_ == "edit":
            await self.edit(note, event["html"])
        else:
            note.removal = "asked"
            answer = await self.try_to("remove", position=note.position)
            if self.noted(type_, answer):
                note.removal = "acked"
            elif is_refused(answer):
                note.removal = ""

    async def edit(self, note: Sent, html: str) -> None:
        version = int(found[1]) if (found := VERSION.search(html)) else 1
        text = f"~{note.person}.{note.number}~ bearbeitet {uuid4()}"
        before, note.texts = note.texts, {*note.texts, text}
        answer = await self.try_to("edit", position=note.position, text=text, version=version)
        if self.noted("edit", answer):
            note.texts = {text}
        elif is_refused(answer):
            note.texts = before

    def noted(self, type_: str, answer: Frame | None) -> bool:
        """Count what came of a command; tell whether it was done."""
        if answer is None:
            return False
        done = bool(answer["type"] == "ok")
        if answer.get("code") == "unknown_type":
            self.unknown.add(type_)
        self.ledger.counts[f"{type_}: {'ok' if done else answer['code']}"] += 1
        return done


def is_refused(answer: Frame | None) -> bool:
    """Tell whether nothing can have come of a command; without an answer, one does not know."""
    return answer is not None and answer["type"] == "error" and answer["code"] not in TRY_AGAIN
