"""The demo evening: a sample meeting in rehearsal, somebody to drive it, and a link to sign in with."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

from livemeeting.actions import people, prepare
from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import public_address, see
from livemeeting.actions.prepare_agenda import load_sample
from livemeeting.actions.sign_in import one_time_link
from livemeeting.build import open_house
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Role
from livemeeting.runtime import Runtime
from livemeeting.settings import Settings, SettingsError
from livemeeting.store.trouble import StoreTrouble

SAMPLE = Path(__file__).parent.parent / "agendas" / "full-council.yaml"
EMAIL = "officer@localhost"
NAME = "Alex Morgan"

WELCOME = """
  livemeeting is ready: a sample full council meeting, in rehearsal. Nothing is posted anywhere.

  1. Sign in (this link works once, for 15 minutes):
     {link}
  2. The control panel of the rehearsal:
     {panel}
  3. What the public would see (open it in a second window):
     {public}

  Press Start meeting, then N for the next item. Stop the server with Ctrl+C.
"""


def prepare_demo(environ: dict[str, str], *, runtime: Runtime) -> bool:
    """Set the demo up (again and again without doubling anything) and print how to get in.

    Takes the next free port when 8000 is busy and PORT is not set. False when it cannot start,
    with the reason printed.
    """
    environ.setdefault("PORT", str(_free_port()))
    try:
        settings = Settings.read(environ)
        house = open_house(settings, runtime=runtime)
    except (SettingsError, StoreTrouble) as reason:
        print(reason, file=sys.stderr)
        return False
    try:
        print(_welcome(house), flush=True)
    except Refused as refusal:
        print(refusal.sentence, file=sys.stderr)
        return False
    finally:
        house.database.close()
    return True


def _welcome(house: House) -> str:
    officer = people.ensure_officer(house, email=EMAIL, name=NAME, role=Role.ADMINISTRATOR)
    driver = Officer(officer.id, officer.council_id, officer.name, Role.ADMINISTRATOR)
    sample = load_sample(house, driver, SAMPLE)
    rehearsal = prepare.rehearse(house, driver, sample)
    plan = see(house, driver, rehearsal).stored.plan
    panel = f"/panel/meetings/{rehearsal}"
    link = one_time_link(house, officer.id)
    return WELCOME.format(link=link, panel=f"{house.public_url}{panel}", public=public_address(house, plan))


def _free_port(first: int = 8000) -> int:
    for port in range(first, first + 50):
        with socket.socket() as probe:
            # As the server does: a port just left by an earlier run counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    return first
