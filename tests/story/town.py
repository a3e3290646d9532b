"""A town with a real server: started, killed and started again as its own process, with a fake X beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import requests

from livemeeting.actions import people, prepare
from livemeeting.actions.house import House, Officer
from livemeeting.actions.look import see
from livemeeting.actions.prepare_agenda import load_sample
from livemeeting.actions.sign_in import one_time_link
from livemeeting.build import open_house
from livemeeting.domain.agenda import Plan
from livemeeting.domain.roles import Role
from livemeeting.runtime import plain
from livemeeting.settings import Settings
from livemeeting.store import meetings
from tests.fakes.fake_x import FakeX
from tests.patience import PATIENCE
from tests.servers import free_port

ROOT = Path(__file__).parent.parent.parent
AGENDA = ROOT / "agendas" / "full-council.yaml"
READY_SECONDS = 90.0


@dataclass
class Town:
    """The installation of one council in a folder. `environ` is what its processes are started with, `before` the
    words before the command.
    """

    folder: Path
    x: FakeX
    library: str = "eventlet"
    database_url: str = ""
    hold_seconds: int = 0
    process: subprocess.Popen[bytes] | None = None
    environ: dict[str, str] = field(default_factory=dict)
    before: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        keys = {f"X_{name.upper()}": value for name, value in asdict(self.x.keys).items()}
        port = free_port()
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environ = {
            **inherited, **keys, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PORT": str(port),
            "LIVEMEETING_DATA": str(self.folder), "LIVEMEETING_ASYNC": self.library,
            "LIVEMEETING_X_BASE_URL": self.x.base_url, "LIVEMEETING_LOG_LEVEL": "info",
        }  # fmt: skip
        if self.database_url:
            self.environ |= {"DATABASE_URL": self.database_url, "SECRET_KEY": "x" * 43 + "="}
        self.url = f"http://localhost:{port}"

    @property
    def log(self) -> str:
        """Everything the server has printed."""
        return (self.folder / "server.log").read_text("utf-8")

    def __enter__(self) -> Town:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def house(self) -> House:
        """The same installation opened from here, beside or instead of the server."""
        return open_house(Settings.read(self.environ), runtime=plain())

    def start(self) -> None:
        """Start the server and wait until it can serve."""
        with (self.folder / "server.log").open("ab") as output:
            self.process = subprocess.Popen(
                [*self.before, sys.executable, "-m", "livemeeting", "serve"],
                env=self.environ, stdout=output, stderr=output, cwd=self.folder,
            )  # fmt: skip
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            try:
                if requests.get(f"{self.url}/readyz", timeout=PATIENCE).ok:
                    return
            except requests.RequestException:
                pass  # not yet
            time.sleep(0.05)
            if self.process.poll() is not None:
                break
        raise AssertionError(f"the server did not start:\n{self.log[-3000:]}")

    def kill(self) -> None:
        """Power off: no warning, no clean-up."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Ask it to stop; the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=PATIENCE)


def found(town: Town, *, is_rehearsal: bool = False) -> tuple[Plan, str]:
    """Found the council, load the sample agenda, and return the plan and a sign-in link."""
    house = town.house()
    person = people.ensure_officer(
        house, email="ann@calderbeck.example", name="Ann Officer", role=Role.ADMINISTRATOR
    )
    officer = Officer(person.id, person.council_id, person.name, Role.ADMINISTRATOR)
    meeting_id = load_sample(house, officer, AGENDA)
    if is_rehearsal:
        meeting_id = prepare.rehearse(house, officer, meeting_id)
    plan = replace(see(house, officer, meeting_id).stored.plan, hold_seconds=town.hold_seconds)
    house.database.write(lambda c: meetings.change_head(c, plan, body_id=None))
    link = one_time_link(house, person.id)
    house.database.close()
    return plan, link
