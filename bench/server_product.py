"""The product's web process with one more address: /bench/tell sends one update of a given size to every viewer.

    server_product.py [--folder DATA] [--port PORT] [--press N]
Prints its port, the path of the stream and the place it stands at; `--press` makes so many presses before it opens.
"""

import livemeeting.serve as serve  # isort: skip  (patches first, as `python -m livemeeting serve` does)

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

from livemeeting import runtime
from livemeeting.actions import people
from livemeeting.actions.gallery import place_of
from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import list_meetings, see
from livemeeting.actions.prepare_agenda import load_sample
from livemeeting.actions.press import Press, press
from livemeeting.build import build
from livemeeting.domain.buttons.form import Form
from livemeeting.domain.roles import Role
from livemeeting.door import Door, Moments
from livemeeting.live import sse
from livemeeting.live.room import Update
from livemeeting.settings import Settings
from livemeeting.web.sockets import KEY

AGENDA = Path(__file__).parent.parent / "agendas" / "full-council.yaml"
NUMBERS = count(1)


def main() -> int:
    """Serve until it is killed."""
    options = argparse.ArgumentParser()
    options.add_argument("--folder", default="")
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--press", type=int, default=0)
    chosen = options.parse_args()
    folder = chosen.folder or tempfile.mkdtemp()
    settings = Settings.read({"LIVEMEETING_DATA": folder, "LIVEMEETING_LOG_LEVEL": "warning"})
    most = runtime.most_connections(runtime.raise_descriptor_limit())
    built = build(settings, runtime=serve.running(), most_viewers=runtime.most_viewers(most))
    gallery = built.wsgi.extensions[KEY].gallery  # type: ignore[attr-defined]
    address = hold_meeting(built.house, chosen.press)

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/bench/tell":
            return built.wsgi(environ, start_response)
        hub, size = gallery._hub, int(parse_qs(environ["QUERY_STRING"])["size"][0])
        hub.publish(address, update(hub._rooms[address].at, size))
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"told %d\n" % hub.count(address)]

    def opened(port: int) -> None:
        built.start()
        print(port, f"/{address}/stream", place_of(gallery.at(address)), flush=True)

    return serve.run(app, Door("127.0.0.1", chosen.port, most), Moments(opened, built.drain))


def hold_meeting(house: House, presses: int) -> str:
    """Have the sample meeting live, with so many more presses; returns its public address."""
    person = people.ensure_officer(house, email="ann@calderbeck.example", name="Ann", role=Role.OFFICER)
    officer = Officer(person.id, person.council_id, person.name, Role.OFFICER)
    met = list_meetings(house, officer)
    meeting_id = met[0][0].plan.meeting_id if met else load_sample(house, officer, AGENDA)
    seq = see(house, officer, meeting_id).meeting.seq
    if not met:
        live = Form({"confirm": ("LIVE",)})
        seq = press(house, officer, Press(meeting_id, "start_meeting", seq, uuid4().hex, live)).seq
    for number in range(presses):
        words = Form({"text": (f"Message {number}.",)})
        seq = press(house, officer, Press(meeting_id, "publish_message", seq, uuid4().hex, words)).seq
    return f"m/{see(house, officer, meeting_id).stored.plan.slug}"


def update(at: str, size: int) -> Update:
    """One update of `size` bytes on the wire, marked with the time and its number."""
    number = next(NUMBERS)
    place = f"bench.{number}"
    data = f"zq{time.monotonic_ns():016x}x{number:08x}"
    frame = sse.event("step", data, id=place)
    frame = sse.event("step", data + "-" * (size - len(frame)), id=place)
    return Update(at, place, frame, sse.event("beat", place))


if __name__ == "__main__":
    sys.exit(main())
