"""An officer at a distance: signs in and presses over HTTP, and never loses count of what was acknowledged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import requests

from tests.patience import PATIENCE

JSON = {"Accept": "application/json"}
_numbers = count(1)


@dataclass
class Driver:
    """One browser without script. `origin` is what it says it comes from."""

    url: str
    meeting_id: str
    session: requests.Session = field(default_factory=requests.Session)
    csrf: str = ""
    seq: int = 0

    def sign_in(self, link: str) -> None:
        """Use a one-time link."""
        self.session.headers["Origin"] = self.url
        page = self.session.get(link, timeout=PATIENCE)
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
        done = self.session.post(link, data=hidden, timeout=PATIENCE)
        assert done.ok, done.text[:500]
        self.look()

    def look(self) -> None:
        """Read the panel: the CSRF token, and the entry one is looking at."""
        page = self.session.get(f"{self.url}/panel/meetings/{self.meeting_id}", timeout=PATIENCE)
        assert page.ok, page.text[:500]
        token = re.search(r'name="csrf" value="([^"]+)"', page.text)
        assert token is not None
        self.csrf = token[1]
        self.seq = self.state()["seq"]

    def state(self) -> dict[str, Any]:
        """What the panel would refresh itself with."""
        answer = self.session.get(
            f"{self.url}/panel/meetings/{self.meeting_id}/state", headers=JSON, timeout=PATIENCE
        )
        found: dict[str, Any] = answer.json()
        return found

    def send(
        self,
        button: str,
        *,
        seq: int,
        command: str,
        answers: dict[str, str | Sequence[str]],
        timeout: float = PATIENCE,
    ) -> requests.Response:
        """One press, exactly as told."""
        fields = {"csrf": self.csrf, "seq": str(seq), "command": command, **answers}
        return self.session.post(
            f"{self.url}/panel/meetings/{self.meeting_id}/press/{button}",
            data=fields,
            headers=JSON,
            timeout=timeout,
        )

    def press(self, button: str, **answers: str | Sequence[str]) -> dict[str, Any]:
        """Press on what one sees; the acknowledgement."""
        answer = self.send(button, seq=self.seq, command=new_command(), answers=answers)
        assert answer.status_code == 200, f"{button}: {answer.status_code} {answer.text[:400]}"
        found: dict[str, Any] = answer.json()
        self.seq = found["seq"]
        return found


def new_command() -> str:
    """A command id nobody has used."""
    return f"story-{next(_numbers)}"
