"""Agendas spoilt on purpose, each made anew from its seed, and what must be true of reading them."""

from __future__ import annotations

import io
import random
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.agenda_corpus import agendas
from livemeeting.importers import IMPORTERS
from livemeeting.importers.child import answer_to
from livemeeting.importers.job import Answer, Job
from livemeeting.importers.own_kinds import KINDS
from livemeeting.importers.own_templates import template

ROOT = Path(__file__).parents[2]
#: As long as the process of the product may compute.
MOST_SECONDS = 10.0
_SUFFIXES = sorted({suffix for importer in IMPORTERS for suffix in importer.suffixes} | {"", ".exe", ".ics"})
_PIECES = (
    *(b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\n" * 200, b"(" * 500, b"[" * 500, b"{" * 100, b"<" * 300),
    *(b'"', b"&#0;", b"&#x110000;", b"&amp;" * 50, b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<![CDATA[", b"-->"),
    *(b"]]>", b"<table>" * 80, b"</td></tr>", b"9" * 400, b"1.1.1.1.1 ", b"Part Two\n", b"exempt", b"%PDF-1.7"),
    *(b"PK\x03\x04", b"endobj", b"stream\r\n", b"\\u0", b"\\'zz", b"{\\rtf1", b"null", b"1e999", b"2026-99-99"),
    *(b"BEGIN:VCALENDAR\n", b"=cmd|' /C calc'!A0", "é\u202e".encode()),
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A source with its name; the same seed always makes the same case."""

    seed: int
    name: str
    content: bytes


@cache
def samples() -> tuple[tuple[str, bytes], ...]:
    """Whole sources of every kind: the samples, the set of agendas of the benchmark, the templates."""
    ours = [(path.name, path.read_bytes()) for path in sorted((ROOT / "agendas").iterdir())]
    suffixes = {"text": ".txt", "word": ".docx"}
    corpus = [(f"{each.name}{suffixes.get(each.kind, f'.{each.kind}')}", each.content) for each in agendas()]
    made = [template(kind) for kind in KINDS]
    return (*ours, *corpus, *((each.filename, each.content) for each in made))


def case(seed: int) -> Case:
    """A sample with one to eight things done to it, sometimes under a wrong name."""
    chance = random.Random(seed)
    name, content = chance.choice(samples())
    if content.startswith(b"PK") and chance.random() < 0.7:
        content = _spoilt_inside(chance, content)
    else:
        content = _spoilt(chance, content)
    if chance.random() < 0.15:
        name = f"agenda{chance.choice(_SUFFIXES)}"
    return Case(seed, name, content)


def _spoilt(chance: random.Random, content: bytes) -> bytes:
    for _ in range(chance.randint(1, 8)):
        content = chance.choice(_ACTS)(chance, content)
    return content[:3_000_000]


def _spoilt_inside(chance: random.Random, content: bytes) -> bytes:
    """A zip whose parts are spoilt and packed again, so that more than its directory is tried."""
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    name = chance.choice([each for each in parts if each.endswith(".xml")])
    if chance.random() < 0.1:
        del parts[name]
    else:
        parts[name] = _spoilt(chance, parts[name])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as again:
        for each, part in parts.items():
            again.writestr(each, part)
    return packed.getvalue()


def _cut(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randint(0, len(content))]


def _flip(chance: random.Random, content: bytes) -> bytes:
    flipped = bytearray(content)
    for _ in range(min(len(flipped), chance.randint(1, 20))):
        flipped[chance.randrange(len(flipped))] = chance.randrange(256)
    return bytes(flipped)


def _drop(chance: random.Random, content: bytes) -> bytes:
    start = chance.randint(0, len(content))
    return content[:start] + content[start + chance.randint(1, 300) :]


def _repeat(chance: random.Random, content: bytes) -> bytes:
    start = chance.randint(0, len(content))
    piece = content[start : start + chance.randint(1, 400)]
    return content[:start] + piece * chance.choice((2, 3, 50)) + content[start:]


def _insert(chance: random.Random, content: bytes) -> bytes:
    place = chance.randint(0, len(content))
    return content[:place] + chance.choice(_PIECES) + content[place:]


def _splice(chance: random.Random, content: bytes) -> bytes:
    _, other = chance.choice(samples())
    return content[: chance.randint(0, len(content))] + other[chance.randint(0, len(other)) :]


_ACTS: tuple[Callable[[random.Random, bytes], bytes], ...] = (_cut, _flip, _drop, _repeat, _insert, _splice)


class TooSlow(Exception):
    """Reading took longer than the process of the product may compute."""


@contextmanager
def _against_the_clock() -> Iterator[None]:
    def ring(_signal: int, _frame: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def complaint(tried: Case) -> tuple[str, float]:
    """What is wrong with how a case ended ("" for nothing), and the seconds of the processor it took."""
    started = time.process_time()
    with _against_the_clock():
        answer = answer_to(Job(tried.name), tried.content)
    took = time.process_time() - started
    if took >= MOST_SECONDS:
        return f"took {took:.1f} s", took
    return _wrong(answer), took


def _wrong(answer: Answer) -> str:
    if answer.fault:
        return answer.fault
    if answer.read is None:
        return "" if answer.refused.strip().endswith(".") else "neither items nor a sentence"
    draft = answer.read.draft
    if not draft.items or not 0 <= draft.confidence <= 1:
        return "no items, and no sentence"
    if any(item.title != " ".join(item.title.split()) for item in draft.items):
        return "a title that is not one line"
    if any(not doubt.sentence or (doubt.row or 0) >= len(draft.items) for doubt in draft.doubts):
        return "a doubt about nothing"
    return ""
