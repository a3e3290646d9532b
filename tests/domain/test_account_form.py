"""The settings of an account as an officer fills them in."""

from __future__ import annotations

import pytest

from livemeeting.channels import all_channels
from livemeeting.domain.account_form import fill_in
from livemeeting.domain.money import allowance
from livemeeting.domain.refused import Refused

X = all_channels()["x"]
KEYS = {"api_key": "a", "api_secret": "b", "access_token": "1-c", "access_secret": "d"}


def test_an_account_on_x_says_its_language_its_prices_and_what_it_may_post_a_day() -> None:
    given = {**KEYS, "language": "cy", "posts_a_day": "200", "price_post": "0.01", "price_link_post": "0.1"}
    facts = fill_in(X.fields, given).facts
    assert (facts["language"], allowance("x", facts)) == ("cy", 200)
    assert str(X.measure("Item 6: agreed.", facts).cost) == "0.01"
    assert str(X.measure("Papers: https://calderbeck.gov.uk/6", facts).cost) == "0.1"


def test_a_setting_that_is_emptied_goes_back_to_what_is_usual() -> None:
    facts = {**fill_in(X.fields, {**KEYS, "posts_a_day": "200"}).facts, **fill_in(X.fields, KEYS).facts}
    assert (facts["language"], allowance("x", facts)) == ("en", 50)


def test_a_choice_that_is_not_offered_is_a_sentence() -> None:
    with pytest.raises(Refused, match="Language of its posts"):
        fill_in(X.fields, {**KEYS, "language": "fr"})
