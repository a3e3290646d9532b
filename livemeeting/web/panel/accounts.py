"""The accounts page: where the council posts, with keys that go in and never come out."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions import accounts
from livemeeting.domain.account_view import account_view, form_view
from livemeeting.domain.channel import Channel, Checked
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.parts import needs, officer, parts

blueprint = Blueprint("accounts", __name__, url_prefix="/panel/accounts")


@blueprint.get("")
@needs(Right.ADMINISTER)
def list_accounts() -> ResponseReturnValue:
    """The council's accounts, and the networks one can be connected on."""
    return _page()


@blueprint.get("/new/<channel>")
@needs(Right.ADMINISTER)
def new(channel: str) -> ResponseReturnValue:
    """The form of a network's account."""
    return _new_page(_channel(channel))


@blueprint.post("")
@needs(Right.ADMINISTER)
def connect() -> ResponseReturnValue:
    """Connect an account, once its network took the keys."""
    channel = _channel(request.form.get("channel", ""))
    try:
        connected = accounts.connect_account(
            parts().house, officer(), channel.name, name=request.form.get("name", ""), answers=request.form
        )
    except Refused as refusal:
        return _new_page(channel, refused=refusal.sentence, filled=request.form), 409
    return redirect(f"/panel/accounts?said={'doubted' if connected.doubt else 'connected'}", 303)


@blueprint.get("/<account_id>/keys")
@needs(Right.ADMINISTER)
def keys(account_id: str) -> ResponseReturnValue:
    """The form for an account's settings and new keys."""
    return _keys_page(account_id)


@blueprint.post("/<account_id>/keys")
@needs(Right.ADMINISTER)
def change(account_id: str) -> ResponseReturnValue:
    """Save an account's settings, and new keys in place of the old ones where any are given."""
    try:
        changed = accounts.change_account(parts().house, officer(), account_id, answers=request.form)
    except Refused as refusal:
        return _keys_page(account_id, refused=refusal.sentence, filled=request.form), 409
    return redirect(f"/panel/accounts?said={'doubted' if changed.doubt else 'saved'}", 303)


@blueprint.post("/<account_id>/check")
@needs(Right.ADMINISTER)
def check(account_id: str) -> ResponseReturnValue:
    """Ask the network whether the account can post. Nothing is posted."""
    checked = accounts.check_account(parts().house, officer(), account_id)
    if isinstance(checked, Checked):
        return redirect("/panel/accounts?said=checked", 303)
    return _page(refused=checked.reason), 409


@blueprint.post("/<account_id>/on")
@needs(Right.ADMINISTER)
def switch_on(account_id: str) -> ResponseReturnValue:
    """Let an account post."""
    accounts.switch_account(parts().house, officer(), account_id, is_enabled=True)
    return redirect("/panel/accounts?said=on", 303)


@blueprint.post("/<account_id>/off")
@needs(Right.ADMINISTER)
def switch_off(account_id: str) -> ResponseReturnValue:
    """Stop an account from posting."""
    accounts.switch_account(parts().house, officer(), account_id, is_enabled=False)
    return redirect("/panel/accounts?said=off", 303)


def _channel(name: str) -> Channel:
    found = next((each for each in accounts.connectable(parts().house) if each.name == name), None)
    return found or abort(404)


def _page(*, refused: str = "") -> str:
    house = parts().house
    found = [
        account_view(each.id, each.name, house.channels.get(each.channel), each.channel, each.facts,
                     is_enabled=each.is_enabled, since=each.created_at)
        for each in accounts.list_accounts(house, officer())
    ]  # fmt: skip
    return render_template(
        "panel/accounts.html", accounts=found, channels=accounts.connectable(house), refused=refused
    )


def _new_page(channel: Channel, *, refused: str = "", filled: Mapping[str, str] | None = None) -> str:
    filled = filled or {}
    return render_template(
        "panel/accounts_new.html", channel=channel, fields=form_view(channel.fields, filled),
        name=filled.get("name", ""), refused=refused,
    )  # fmt: skip


def _keys_page(account_id: str, *, refused: str = "", filled: Mapping[str, str] | None = None) -> str:
    account = accounts.find_account(parts().house, officer(), account_id)
    fields = _channel(account.channel).fields
    return render_template(
        "panel/accounts_keys.html", account=account, refused=refused,
        fields=form_view(fields, {**account.facts, **(filled or {})}, has_secrets=True),
    )  # fmt: skip
