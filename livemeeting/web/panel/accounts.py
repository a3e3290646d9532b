"""The accounts page: where the council posts, with keys that go in and never come out."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from livemeeting.actions import council
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.web.parts import needs, officer, parts

blueprint = Blueprint("accounts", __name__, url_prefix="/panel/accounts")

#: The four keys as the developer portal of X names them.
KEYS = {
    "api_key": "API key",
    "api_secret": "API key secret",
    "access_token": "Access token",
    "access_secret": "Access token secret",
}


@blueprint.get("")
@needs(Right.ADMINISTER)
def list_accounts() -> ResponseReturnValue:
    """The council's accounts."""
    return _page()


@blueprint.post("")
@needs(Right.ADMINISTER)
def connect() -> ResponseReturnValue:
    """Connect an account on X."""
    try:
        council.add_x_account(parts().house, officer(), name=request.form.get("name", ""), keys=request.form)
    except Refused as refusal:
        return _page(refused=refusal.sentence, filled={"name": request.form.get("name", "")}), 409
    return redirect("/panel/accounts?said=connected", 303)


@blueprint.get("/<account_id>/keys")
@needs(Right.ADMINISTER)
def keys(account_id: str) -> ResponseReturnValue:
    """The form for new keys."""
    return _keys_page(account_id)


@blueprint.post("/<account_id>/keys")
@needs(Right.ADMINISTER)
def renew_keys(account_id: str) -> ResponseReturnValue:
    """Put new keys in place of the old ones."""
    try:
        council.renew_x_keys(parts().house, officer(), account_id, keys=request.form)
    except Refused as refusal:
        return _keys_page(account_id, refused=refusal.sentence), 409
    return redirect("/panel/accounts?said=saved", 303)


@blueprint.post("/<account_id>/on")
@needs(Right.ADMINISTER)
def switch_on(account_id: str) -> ResponseReturnValue:
    """Let an account post."""
    council.switch_account(parts().house, officer(), account_id, is_enabled=True)
    return redirect("/panel/accounts?said=on", 303)


@blueprint.post("/<account_id>/off")
@needs(Right.ADMINISTER)
def switch_off(account_id: str) -> ResponseReturnValue:
    """Stop an account from posting."""
    council.switch_account(parts().house, officer(), account_id, is_enabled=False)
    return redirect("/panel/accounts?said=off", 303)


def _page(*, refused: str = "", filled: Mapping[str, str] | None = None) -> str:
    found = council.list_accounts(parts().house, officer())
    return render_template(
        "panel/accounts.html", accounts=found, keys=KEYS, refused=refused, filled=filled or {}
    )


def _keys_page(account_id: str, *, refused: str = "") -> str:
    account = council.find_account(parts().house, officer(), account_id)
    return render_template("panel/accounts_keys.html", account=account, keys=KEYS, refused=refused)
