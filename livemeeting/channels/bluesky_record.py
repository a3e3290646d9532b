"""A Bluesky post as a record: its key, its links by byte, and its content id computed before it is sent."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from livemeeting.channels.text import Span, addresses, hashtags, normal

COLLECTION = "app.bsky.feed.post"
_SORTED_32 = "234567abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Frozen:
    """What every attempt repeats: the record's key, and the record itself."""

    rkey: str
    record: Mapping[str, object]

    def written(self) -> str:
        """As the outbox keeps it."""
        return json.dumps({"rkey": self.rkey, "record": self.record}, ensure_ascii=False, sort_keys=True)


def freeze(text: str, *, key: str, at: datetime, language: str, reply_to: str) -> Frozen:
    """The record of a text. `key` tells posts of one moment apart; `reply_to` as `parent_of` writes it."""
    text = normal(text)
    record: dict[str, object] = {
        "$type": COLLECTION,
        "text": text,
        "createdAt": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z",
    }
    if language:
        record["langs"] = [language]
    facets = _facets(text)
    if facets:
        record["facets"] = facets
    if reply_to:
        record["reply"] = json.loads(reply_to)
    return Frozen(_tid(at, key), record)


def thaw(wire: str) -> Frozen | None:
    """What `written` wrote; None for anything else."""
    try:
        found = json.loads(wire)
        return Frozen(str(found["rkey"]), dict(found["record"]))
    except (ValueError, KeyError, TypeError):
        return None


def parent_of(frozen: Frozen, uri: str) -> str:
    """What the next post of the thread answers: this post, and the post the thread began with."""
    this = {"uri": uri, "cid": cid(frozen.record)}
    reply = frozen.record.get("reply")
    root = reply["root"] if isinstance(reply, dict) else this
    return json.dumps({"root": root, "parent": this}, sort_keys=True)


def cid(record: Mapping[str, object]) -> str:
    """The content id the network will give the record: CIDv1, DAG-CBOR, SHA-256 (https://dasl.ing/cid.html)."""
    digest = hashlib.sha256(_cbor(record)).digest()
    return "b" + base64.b32encode(b"\x01\x71\x12\x20" + digest).decode().lower().rstrip("=")


def _tid(at: datetime, key: str) -> str:
    """A record key: 53 bits of microseconds and 10 of whoever chose it (https://atproto.com/specs/tid).

    Below the millisecond it is the key's hash, so that posts frozen at one moment do not meet.
    """
    spread = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    micros = int(at.timestamp() * 1000) * 1000 + spread % 1000
    number = (micros << 10) | (spread // 1000 % 1024)
    return "".join(_SORTED_32[(number >> shift) & 31] for shift in range(60, -1, -5))


def _facets(text: str) -> list[dict[str, object]]:
    links = [(each, {"$type": "app.bsky.richtext.facet#link", "uri": each.words}) for each in addresses(text)]
    tags = [
        (each, {"$type": "app.bsky.richtext.facet#tag", "tag": each.words})
        for each in hashtags(text)
        if not any(link.start <= each.start < link.end for link, _ in links)
    ]
    return [
        {"index": _byte_index(text, span), "features": [feature]}
        for span, feature in sorted([*links, *tags], key=lambda each: each[0].start)
    ]


def _byte_index(text: str, span: Span) -> dict[str, int]:
    start = len(text[: span.start].encode())
    return {"byteStart": start, "byteEnd": start + len(text[span.start : span.end].encode())}


def _cbor(value: object) -> bytes:
    """DAG-CBOR: shortest heads, map keys by length and then by bytes. Only what a post's record holds."""
    if isinstance(value, str):
        encoded = value.encode()
        return _head(3, len(encoded)) + encoded
    if isinstance(value, int):
        return _head(0, value)
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(_cbor, value))
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return _head(5, len(keys)) + b"".join(_cbor(key) + _cbor(value[key]) for key in keys)
    raise TypeError(f"A post's record holds no {type(value).__name__}.")


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    for extra, width, most in ((24, "B", 0xFF), (25, ">H", 0xFFFF), (26, ">I", 0xFFFFFFFF)):
        if number <= most:
            return bytes([kind << 5 | extra]) + struct.pack(width, number)
    return bytes([kind << 5 | 27]) + struct.pack(">Q", number)
