"""Tests of the pages for the council's accounts, wording, name and colour."""

import io
import re
from pathlib import Path

from flask import Flask

from livemeeting.actions.accounts import environment_account
from livemeeting.actions.backup import restore
from livemeeting.actions.house import House
from livemeeting.domain.roles import Role
from livemeeting.store import councils
from livemeeting.store.councils import Council
from livemeeting.store.database import Database
from tests.houses import STARTED, Visitor, sign_in

KEYS = {
    "api_key": "canary-1",
    "api_secret": "canary-2",
    "access_token": "canary-3",
    "access_secret": "canary-4",
}


def account_id(page: str) -> str:
    found = re.search(r"/panel/accounts/([\w-]+)/o(?:n|ff)\"", page)
    assert found is not None
    return found[1]


def stranger_in(app: Flask, house: House) -> Visitor:
    """An administrator of another council."""
    house.database.write(lambda c: councils.add(c, Council("oak", "Oak Council", STARTED)))
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    sign_in(visitor, Role.ADMINISTRATOR, council_id="oak")
    return visitor


def test_an_account_is_connected_and_its_keys_are_never_shown(as_administrator: Visitor) -> None:
    answer = as_administrator.send("/panel/accounts", channel="x", name="CalderbeckLive", **KEYS)
    assert (answer.status_code, answer.location) == (
        303,
        "/panel/accounts?said=doubted",
    )  # nobody listens where X is
    listed = as_administrator.get("/panel/accounts?said=doubted").text
    assert "CalderbeckLive" in listed
    shown = listed + as_administrator.get(f"/panel/accounts/{account_id(listed)}/keys").text
    assert "canary" not in shown


def test_keys_that_were_refused_are_not_shown_either(as_administrator: Visitor) -> None:
    answer = as_administrator.send(
        "/panel/accounts", channel="x", name="Calderbeck", **{**KEYS, "api_key": ""}
    )
    assert answer.status_code == 409
    assert "Missing: API key." in answer.text
    assert 'value="Calderbeck"' in answer.text
    assert "canary" not in answer.text


def test_an_account_is_switched_off_and_on(as_administrator: Visitor) -> None:
    as_administrator.send("/panel/accounts", channel="x", name="CalderbeckLive", **KEYS)
    account = account_id(as_administrator.get("/panel/accounts").text)
    as_administrator.send(f"/panel/accounts/{account}/off")
    assert "nothing is posted here" in as_administrator.get("/panel/accounts").text
    as_administrator.send(f"/panel/accounts/{account}/on")
    assert "posts go here" in as_administrator.get("/panel/accounts").text


def test_an_account_gets_new_keys(as_administrator: Visitor) -> None:
    as_administrator.send("/panel/accounts", channel="x", name="CalderbeckLive", **KEYS)
    account = account_id(as_administrator.get("/panel/accounts").text)
    assert as_administrator.send(f"/panel/accounts/{account}/keys", **KEYS).status_code == 303
    refused = as_administrator.send(f"/panel/accounts/{account}/keys", api_key="x")
    assert (refused.status_code, "Missing: API key secret, Access token" in refused.text) == (409, True)


def test_the_account_of_the_settings_offers_no_keys_to_change(
    house: House, as_administrator: Visitor
) -> None:
    environment_account(house, KEYS)
    page = as_administrator.get("/panel/accounts").text
    assert "X, keys from the settings" in page
    assert "x-environment/keys" not in page
    assert as_administrator.send("/panel/accounts/x-environment/keys", **KEYS).status_code == 409


def test_another_councils_accounts_are_not_there(app: Flask, house: House, as_administrator: Visitor) -> None:
    as_administrator.send("/panel/accounts", channel="x", name="CalderbeckLive", **KEYS)
    account = account_id(as_administrator.get("/panel/accounts").text)
    stranger = stranger_in(app, house)
    assert "CalderbeckLive" not in stranger.get("/panel/accounts").text
    assert stranger.get(f"/panel/accounts/{account}/keys").status_code == 404
    for act in ("on", "off", "keys"):
        assert stranger.send(f"/panel/accounts/{account}/{act}", **KEYS).status_code == 404


def test_a_wording_is_tried_saved_and_restored(as_administrator: Visitor) -> None:
    address = "/panel/wording/MeetingResumed"
    tried = as_administrator.send(f"{address}/example", text="{body} is here again. <b>{hashtag}")
    assert "Full Council is here again. &lt;b&gt;#council" in tried.get_json()["examples"]
    assert "here again" not in as_administrator.get(address).text
    saved = as_administrator.send(address, text="{body} is here again. {hashtag}")
    assert (saved.status_code, saved.location) == (303, "/panel/wording?said=saved#MeetingResumed")
    assert "Full Council is here again. #council" in as_administrator.get("/panel/wording").text
    as_administrator.send(f"{address}/usual")
    assert "here again" not in as_administrator.get("/panel/wording").text


def test_a_wording_with_an_unknown_placeholder_comes_back_with_the_reason(as_administrator: Visitor) -> None:
    answer = as_administrator.send("/panel/wording/ItemStarted", text="{nobody} speaks")
    assert answer.status_code == 409
    assert "{nobody} is not a placeholder." in answer.text
    assert "{nobody} speaks</textarea>" in answer.text
    headers = {"Accept": "application/json", "X-CSRF-Token": as_administrator.csrf}
    tried = as_administrator.post(
        "/panel/wording/ItemStarted/example", data={"text": "{nobody}"}, headers=headers
    )
    assert tried.status_code == 409
    assert tried.get_json()["refused"].startswith("{nobody} is not a placeholder.")


def test_each_wording_shows_its_length_as_the_network_counts(as_administrator: Visitor) -> None:
    # X counts a link as 23 characters, however long it is.
    assert "X: 82 of 280 characters" in as_administrator.get("/panel/wording/MeetingOpened").text


def test_the_councils_own_wording_is_its_own(app: Flask, house: House, as_administrator: Visitor) -> None:
    as_administrator.send("/panel/wording/MeetingResumed", text="{body} is here again. {hashtag}")
    assert "here again" not in stranger_in(app, house).get("/panel/wording").text


def test_there_is_no_wording_for_what_does_not_exist(as_administrator: Visitor) -> None:
    assert as_administrator.get("/panel/wording/NoteTaken").status_code == 404
    assert as_administrator.send("/panel/wording/NoteTaken", text="x").status_code == 404


def test_the_councils_name_is_on_every_page_once_it_is_saved(
    client: Visitor, as_administrator: Visitor
) -> None:
    assert "Calderbeck Council" in client.get("/sign-in").text
    answer = as_administrator.send("/panel/council", name="Cyngor Ŵyn", colour="#5b2a86", hashtag="#cyngor")
    assert answer.status_code == 303
    assert "Cyngor Ŵyn" in client.get("/sign-in").text
    assert "/council.css?v=5b2a86" in client.get("/sign-in").text
    assert "Cyngor Ŵyn" in as_administrator.get("/panel/account").text


def test_a_colour_nobody_could_read_on_is_refused(as_administrator: Visitor) -> None:
    answer = as_administrator.send("/panel/council", name="Cyngor", colour="#ffdd00", hashtag="")
    assert answer.status_code == 409
    assert "Choose a darker one." in answer.text
    assert 'value="Cyngor"' in answer.text


def test_an_administrator_downloads_a_backup_that_can_be_restored(
    as_administrator: Visitor, tmp_path: Path
) -> None:
    answer = as_administrator.send("/panel/council/backup")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.headers["Content-Disposition"].startswith(
        "attachment; filename=livemeeting-2026-11-26T1800Z"
    )
    database = Database(f"sqlite:///{tmp_path / 'restored.db'}")
    restore(database, io.BytesIO(answer.data))
    assert database.read(lambda c: councils.by_id(c, councils.DEFAULT_ID)) is not None
    database.close()
