"""The line between one browser and the server: a TCP proxy that a test can cut, freeze or make lossy."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Condition


@dataclass
class Line:
    """Passes bytes between browsers and the server on `port`.

    `is_cut` refuses and breaks every connection, `is_frozen` passes nothing on and tells nobody, as a dead
    network does. `blocks_streams` breaks streams alone; `buffers` swallows what streams say, as a proxy does
    that waits for the end of an answer. `drops` decides about each event of a stream.
    """

    port: int
    is_cut: bool = False
    is_frozen: bool = False
    blocks_streams: bool = False
    buffers: bool = False
    drops: Callable[[str], bool] = lambda event: False
    dropped: int = 0
    open: set[socket.socket] = field(default_factory=set)
    thawed: Condition = field(default_factory=Condition)

    def __post_init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break everything, and let nothing through until mend()."""
        self.is_cut = True
        for each in list(self.open):
            _hang_up(each)

    def freeze(self) -> None:
        """Pass nothing on, and say nothing."""
        self.is_frozen = True

    def mend(self) -> None:
        """Work again. What was frozen is passed on, as TCP does."""
        with self.thawed:
            self.is_cut = self.is_frozen = self.blocks_streams = self.buffers = False
            self.thawed.notify_all()

    def close(self) -> None:
        """The end of the test."""
        self.mend()
        self.door.close()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self.door.accept()
                threading.Thread(target=self._serve, args=(browser,), daemon=True).start()

    def _serve(self, browser: socket.socket) -> None:
        with browser, suppress(OSError):
            asked = browser.recv(65_536)
            is_stream = b"/stream?" in asked.partition(b"\r\n")[0]
            if not asked or self.is_cut or (self.blocks_streams and is_stream):
                return
            with socket.create_connection(("127.0.0.1", self.port)) as server:
                self.open |= {browser, server}
                back = threading.Thread(target=self._upwards, args=(browser, server, asked), daemon=True)
                back.start()
                self._downwards(browser, server, is_stream)
                self.open -= {browser, server}
                _hang_up(browser)
                _hang_up(server)

    def _upwards(self, browser: socket.socket, server: socket.socket, asked: bytes) -> None:
        with suppress(OSError):
            while asked:
                self._wait()
                server.sendall(asked)
                asked = browser.recv(65_536)
            _hang_up(server)

    def _downwards(self, browser: socket.socket, server: socket.socket, is_stream: bool) -> None:
        left = b""
        while more := server.recv(65_536):
            self._wait()
            if not is_stream:
                browser.sendall(more)
            elif not self.buffers:
                *events, left = (left + more).split(b"\n\n")
                for event in events:
                    self._pass_on(browser, event)

    def _pass_on(self, browser: socket.socket, event: bytes) -> None:
        if self.drops(event.decode()):
            self.dropped += 1
        else:
            browser.sendall(event + b"\n\n")

    def _wait(self) -> None:
        with self.thawed:
            while self.is_frozen:
                self.thawed.wait()


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
