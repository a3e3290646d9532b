"""Streams per address: one address cannot take every place, and nobody else notices when it tries."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from livemeeting.web.visitor import place_of_visitor
from tests.live.hall import Hall, open_doors
from tests.patience import eventually
from tests.web.pages import listen_from


def test_an_address_with_all_its_streams_is_told_to_poll_and_comes_back_by_itself(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_doors(tmp_path, most_of_host=2, app={"trusted_proxies": 1}) as hall:
        with listen_from(hall, "203.0.113.7") as one, listen_from(hall, "6.6.6.6, 203.0.113.7") as two:
            assert one.first_beat() and two.first_beat()
            with listen_from(hall, "1.2.3.4, 203.0.113.7") as third:
                assert third.status == "429 Too Many Requests"
                assert third.headers["Retry-After"] == "30"
            with listen_from(hall, "203.0.113.8") as neighbour:
                assert neighbour.first_beat()
        assert eventually_let_in(hall, "203.0.113.7")
    assert [each.levelno for each in caplog.records if "STREAMS_PER_ADDRESS" in each.message] == [
        logging.WARNING
    ]
    assert "203.0.113" not in caplog.text


def eventually_let_in(hall: Hall, forwarded_for: str) -> bool:
    def is_let_in() -> bool:
        with listen_from(hall, forwarded_for) as viewer:
            return viewer.status == "200 OK"

    return eventually(is_let_in)


def test_a_proxy_nobody_told_us_of_is_not_taken_for_one_visitor(tmp_path: Path) -> None:
    with open_doors(tmp_path, most_of_host=1) as hall, listen_from(hall, "203.0.113.7") as one:
        assert one.first_beat()
        with listen_from(hall, "203.0.113.7") as two:
            assert two.status == "200 OK"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "place"),
    [
        ("", 0, "192.0.2.1"),
        ("203.0.113.7", 0, "192.0.2.1"),
        ("203.0.113.7", 1, "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7, 10.0.0.2", 2, "203.0.113.7"),
        ("203.0.113.7", 2, "192.0.2.1"),
        ("203.0.113.7:50123", 1, "203.0.113.7"),
        ("::ffff:203.0.113.7", 1, "203.0.113.7"),
        ("2001:db8:1:2:3::4", 1, "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:443", 1, "2001:db8:1:2::/64"),
        ("127.0.0.1", 1, ""),
        ("::1", 1, ""),
        ("unknown" * 50, 1, ("unknown" * 50)[:64]),
    ],
)
def test_where_a_visitor_comes_from(forwarded: str, proxies: int, place: str) -> None:
    environ = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": forwarded}
    if not forwarded:
        del environ["HTTP_X_FORWARDED_FOR"]
    assert place_of_visitor(environ, proxies) == place
