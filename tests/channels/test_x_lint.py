"""What is said of a text before it goes to X, and its mends; equal texts within a day."""

from __future__ import annotations

from decimal import Decimal

import pytest

from livemeeting.channels.x import X
from livemeeting.domain.repeats import repeated

x = X("http://127.0.0.1:9")


def fixes(text: str, **facts: str) -> dict[str, str]:
    """The mends offered, by kind."""
    return {each.kind: each.fix for each in x.measure(text, facts).problems}


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Motion agreed.In favour 12", "Motion agreed. In favour 12"),
        (
            "Motion carried.No amendments. Agreed.As amended",
            "Motion carried. No amendments. Agreed. As amended",
        ),
        ("Back at 7.pm", "Back at 7 pm"),
    ],
)
def test_a_link_nobody_meant_is_mended_with_a_blank(text: str, mended: str) -> None:
    assert fixes(text)["accidental_link"] == mended
    assert "accidental_link" not in fixes(mended)


def test_a_link_that_is_meant_is_only_called_dear() -> None:
    text = "Agenda: https://example.gov.uk/a and www.example.gov.uk."
    assert list(fixes(text)) == ["costly_link"]
    assert fixes(text)["costly_link"] == "Agenda: and."
    assert x.measure(text, {}).cost == Decimal("0.200")
    assert x.measure("Agenda", {}).cost == Decimal("0.015")


def test_an_account_s_own_prices_count() -> None:
    own = {"price_post": "0.01", "price_link_post": "0.01"}
    assert x.measure("https://example.gov.uk", own).cost == Decimal("0.01")
    assert fixes("https://example.gov.uk", **own) == {}
    for odd in ("", "NaN", "-1", "1e9", "free"):
        assert x.measure("Agenda", {"price_post": odd}).cost == Decimal("0.015")


def test_names_and_cashtags() -> None:
    assert fixes("@mayor spoke; mail a@b") == {"mention": "mayor spoke; mail a@b"}
    assert fixes("$ABC") == {}
    assert fixes("$ABC and $DEF") == {"second_cashtag": "$ABC and DEF"}


def test_an_equal_text_within_a_day_gets_the_time() -> None:
    found = repeated("Item  deferred.", ["Item deferred."], time="20:14")
    assert found is not None and found.fix == "Item  deferred. (20:14)"
    assert repeated("Item deferred.", ["Item agreed."], time="20:14") is None
