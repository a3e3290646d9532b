"""What tests of the public pages look at: the page of a hall, its words, and who listens from where."""

from __future__ import annotations

import re

from tests.live.hall import Hall
from tests.live.listener import Listener


def page(hall: Hall) -> str:
    """The public page of its meeting."""
    answer = hall.app.test_client().get(hall.address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def words(html: str, closing: str = ".,") -> str:
    """What a reader without styles reads; a blank that markup left before a `closing` sign is none."""
    return re.sub(rf" (?=[{closing}])", "", re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


def listen_from(hall: Hall, forwarded_for: str) -> Listener:
    """A viewer at an address that the proxy in front passes on."""
    return Listener(f"{hall.house.public_url}{hall.address}", forwarded_for=forwarded_for)
