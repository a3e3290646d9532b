"""What an account has spent, and how long its allowance will last."""

from __future__ import annotations

from decimal import Decimal

from livemeeting.domain.money import Bill, allowance, dollars


def bill(**changes: object) -> Bill:
    values: dict[str, object] = {
        "network": "X", "account": "@calderbeck", "sent": 14, "spent": Decimal("0.21"), "rest": 20,
        "rest_cost": Decimal("0.30"), "today": 14, "may": 50,
    }  # fmt: skip
    return Bill(**{**values, **changes})  # type: ignore[arg-type]  # each test names the fields it changes


def test_an_account_on_x_that_is_not_verified_has_fifty_a_day() -> None:
    assert allowance("x", {}) == allowance("x", {"is_verified": "no"}) == 50
    assert allowance("x", {"is_verified": "yes"}) == 0
    assert allowance("bluesky", {}) == 0
    assert allowance("x", {"is_verified": "yes", "posts_a_day": "300"}) == 300


def test_the_bill_says_what_was_spent_and_what_is_to_come() -> None:
    assert bill().words == (
        "$0.21 for 14 posts. Rest of the agenda: about 20 posts, $0.30. 36 of 50 left today."
    )
    assert bill(may=0, spent=Decimal(0), rest_cost=Decimal(0)).is_told is False


def test_an_allowance_that_will_not_last_is_a_warning_with_a_way_out() -> None:
    assert bill().warning == ""
    short = bill(today=45)
    assert "takes 5 posts more today from @calderbeck" in short.warning
    assert "the rest of the agenda is about 20" in short.warning


def test_money_is_rounded_up_never_down() -> None:
    assert dollars(Decimal("0.015")) == "$0.02"
