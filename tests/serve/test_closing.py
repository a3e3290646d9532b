"""SIGTERM refuses new visitors, finishes what was asked for and ends with code 0 (the short form of drill D3)."""

import signal
import socket
import time

import pytest
import socketio

from livemeeting.door import DRAIN_SECONDS
from tests.patience import PATIENCE
from tests.serve.conftest import Served, Start, read_all


def ask_for_slow_work(served: Served, connection: socket.socket) -> None:
    """Ask for a page that takes two seconds, and wait until the app is at it."""
    assert served.process.stdout is not None
    connection.sendall(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert served.process.stdout.readline() == "working\n"


def test_a_request_in_flight_is_finished_before_the_server_ends(start: Start) -> None:
    served = start()
    with served.connect() as connection:
        ask_for_slow_work(served, connection)
        assert served.stop() == 0
        assert read_all(connection).endswith(b"finished")


def test_new_visitors_are_refused_while_it_closes(start: Start) -> None:
    served = start()
    with served.connect() as connection:
        ask_for_slow_work(served, connection)
        served.process.terminate()
        assert served.process.stdout is not None
        assert served.process.stdout.readline() == "viewers told\n"
        with pytest.raises(ConnectionRefusedError):
            served.get("/")
        assert read_all(connection).endswith(b"finished")


def test_idle_connections_and_websockets_do_not_hold_it_up(start: Start) -> None:
    served = start()
    viewer = socketio.Client(reconnection=False, request_timeout=PATIENCE)
    viewer.connect(f"http://localhost:{served.port}", transports=["websocket"])
    with served.connect() as silent, served.connect() as kept:
        kept.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        kept.recv(65536)
        started = time.monotonic()
        assert served.stop() == 0
        assert time.monotonic() - started < DRAIN_SECONDS  # which it takes for what it has to wait for
        assert read_all(silent) == b""
    viewer.wait()
    assert not viewer.connected


def test_the_viewers_are_told_once(start: Start) -> None:
    served = start()
    served.process.send_signal(signal.SIGINT)
    served.process.send_signal(signal.SIGTERM)
    output, errors = served.process.communicate(timeout=PATIENCE)
    assert served.process.returncode == 0
    assert output.count("viewers told") == 1
    assert "Traceback" not in errors


def test_a_port_in_use_stops_the_start_with_a_sentence(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        with pytest.raises(AssertionError) as failure:
            start("--port", str(taken.getsockname()[1]))
        assert f"Cannot listen on 127.0.0.1, port {taken.getsockname()[1]}" in str(failure.value)
        assert "Traceback" not in str(failure.value)
