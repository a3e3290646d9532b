"""Server-Sent Events as bytes: the answer's head, and one event; the format is the WHATWG HTML standard's 9.2."""

from __future__ import annotations

#: The answer ends with the connection, so it needs no length and no chunks.
_HEAD = (
    b"HTTP/1.1 200 OK\r\n"
    b"Content-Type: text/event-stream; charset=utf-8\r\n"
    b"Cache-Control: no-store, no-transform\r\n"  # no-transform: a proxy that packs would hold events back
    b"X-Accel-Buffering: no\r\n"  # nginx passes each event on at once
    b"X-Content-Type-Options: nosniff\r\n"
    b"Content-Security-Policy: default-src 'none'\r\n"
    b"Connection: close\r\n\r\n"
    b"retry: %d\n\n"
)


def head(retry_milliseconds: int) -> bytes:
    """What a viewer is sent first. The browser waits so long before it comes back after a lost connection."""
    return _HEAD % retry_milliseconds


def event(name: str, data: str, *, id: str = "") -> bytes:
    """One event. `data` and `id` are single lines; with an `id`, the browser brings it back when it returns."""
    return f"{f'id: {id}' if id else ':'}\nevent: {name}\ndata: {data}\n\n".encode()
