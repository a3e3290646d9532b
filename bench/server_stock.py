"""Flask-SocketIO as its documentation starts it, telling everybody in a room: what there would be without the hub."""

import eventlet

eventlet.monkey_patch()

import resource
import time
from itertools import count

import eventlet.wsgi
from flask import Flask, request
from flask_socketio import SocketIO, join_room

NUMBERS = count(1)


def main() -> None:
    """Serve on a free port, which is printed."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    app = Flask("stock")
    live = SocketIO(app, async_mode="eventlet", http_compression=False, websocket_compression=False)

    @live.on("connect", namespace="/public")
    def _meet(*_: object) -> None:
        join_room("everybody", namespace="/public")

    @app.get("/bench/tell")
    def _tell() -> str:
        data = f"zq{time.monotonic_ns():016x}x{next(NUMBERS):08x}"
        wanted = int(request.args["size"]) - len('42/public,["step",""]') - 4
        live.emit("step", data + "-" * (wanted - len(data)), namespace="/public", to="everybody")
        return "told\n"

    door = eventlet.listen(("127.0.0.1", 0), backlog=2048)
    print(door.getsockname()[1], "/", "none", flush=True)
    eventlet.wsgi.server(door, app, log_output=False, max_size=30_000)


if __name__ == "__main__":
    main()
