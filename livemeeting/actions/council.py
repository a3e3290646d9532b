"""A council's own things: its name and look, and its accounts on the networks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from livemeeting.actions.house import House, NotFound, Officer, new_id
from livemeeting.domain.buttons.form import clean
from livemeeting.domain.channel import Account
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.store import accounts, councils
from livemeeting.store.accounts import StoredAccount
from livemeeting.store.councils import Council
from livemeeting.store.secrets import WrongKey

__all__ = [
    "Council", "StoredAccount", "add_x_account", "council_of", "ensure_council", "environment_account",
    "find_account", "list_accounts", "look_of", "renew_x_keys", "save_council", "switch_account",
]  # fmt: skip

#: The account that posts with the X keys of the settings.
FROM_SETTINGS = "x-environment"
X_KEYS = ("api_key", "api_secret", "access_token", "access_secret")


def ensure_council(house: House, name: str) -> str:
    """The id of the installation's council, founded under this name the first time."""
    at = house.clock()
    return house.database.write(lambda c: councils.get_or_create_default(c, name=name, at=at)).id


def look_of(house: House, council_id: str | None = None) -> Council | None:
    """A council's name and colour, by default the installation's; None before it is founded."""
    return house.database.read(lambda c: councils.by_id(c, council_id or councils.DEFAULT_ID))


def council_of(house: House, officer: Officer) -> Council:
    """The officer's council."""
    found = look_of(house, officer.council_id)
    if found is None:
        raise NotFound
    return found


def save_council(house: House, officer: Officer, *, name: str, colour: str, hashtag: str) -> None:
    """Change the council's name, colour and hashtag; raises Refused for what a page could not show."""
    officer.must(Right.ADMINISTER)
    wanted, tag = clean(name), clean(hashtag).lstrip("#")
    if not wanted or len(wanted) > 100:
        raise Refused("The council needs a name of at most 100 characters.")
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise Refused("The colour must be written like #1d4f5f.")
    if _contrast_with_white(colour) < 4.5:
        raise Refused("White words could not be read on that colour. Choose a darker one.")
    if tag and not re.fullmatch(r"\w{1,50}", tag):
        raise Refused("A hashtag has only letters and digits, without spaces.")

    def work(connection: Connection) -> None:
        found = councils.by_id(connection, officer.council_id)
        if found is None:
            raise NotFound
        councils.change(connection, replace(found, name=wanted, colour=colour.lower(), hashtag=tag))

    house.database.write(work)


def list_accounts(house: House, officer: Officer) -> list[StoredAccount]:
    """The council's accounts in the order they were added."""
    officer.must(Right.ADMINISTER)
    return house.database.read(lambda c: accounts.list_for_council(c, officer.council_id))


def find_account(house: House, officer: Officer, account_id: str) -> StoredAccount:
    """One account of the council."""
    officer.must(Right.ADMINISTER)
    found = house.database.read(lambda c: accounts.by_id(c, officer.council_id, account_id))
    if found is None:
        raise NotFound
    return found


def add_x_account(house: House, officer: Officer, *, name: str, keys: Mapping[str, str]) -> str:
    """Connect an account on X with its four keys and return its id. The keys are sealed, never shown again."""
    officer.must(Right.ADMINISTER)
    wanted = clean(name).lstrip("@")
    if not re.fullmatch(r"[A-Za-z0-9_]{1,15}", wanted):
        raise Refused(
            "The account's name on X has at most 15 letters, digits and underscores, like CalderbeckCouncil."
        )
    account = Account(new_id(), officer.council_id, "x", f"@{wanted}", credentials=_four(keys))
    house.database.write(lambda c: accounts.add(c, account, keyring=house.keyring, at=house.clock()))
    return account.id


def renew_x_keys(house: House, officer: Officer, account_id: str, *, keys: Mapping[str, str]) -> None:
    """Put new keys in place of an account's old ones."""
    officer.must(Right.ADMINISTER)
    four = _four(keys)

    def work(connection: Connection) -> None:
        _not_from_settings(account_id)
        if not accounts.change_credentials(
            connection, officer.council_id, account_id, credentials=four, keyring=house.keyring
        ):
            raise NotFound

    house.database.write(work)


def switch_account(house: House, officer: Officer, account_id: str, *, is_enabled: bool) -> None:
    """Let an account post, or stop it from posting."""
    officer.must(Right.ADMINISTER)

    def work(connection: Connection) -> None:
        found = accounts.by_id(connection, officer.council_id, account_id)
        if found is None:
            raise NotFound
        if is_enabled and not _has_keys(house, found):
            raise Refused("This account has no keys that work here. Set the X keys again, then switch it on.")
        accounts.set_enabled(connection, officer.council_id, account_id, is_enabled=is_enabled)

    house.database.write(work)


def environment_account(house: House, credentials: Mapping[str, str] | None) -> None:
    """Keep the account of the settings' X keys in step with them: added, renewed, or switched off without.

    An administrator who switched it off finds it off after a restart with the same keys.
    """

    def work(connection: Connection) -> None:
        found = accounts.by_id(connection, councils.DEFAULT_ID, FROM_SETTINGS)
        wanted = dict(credentials or {})
        if found is None:
            if wanted:
                account = Account(
                    FROM_SETTINGS, councils.DEFAULT_ID, "x", "X, keys from the settings", wanted
                )
                accounts.add(connection, account, keyring=house.keyring, at=house.clock())
        elif _opened(house, found) != wanted:
            accounts.change_credentials(
                connection, councils.DEFAULT_ID, FROM_SETTINGS, credentials=wanted, keyring=house.keyring
            )
            accounts.set_enabled(connection, councils.DEFAULT_ID, FROM_SETTINGS, is_enabled=bool(wanted))

    house.database.write(work)


def _four(keys: Mapping[str, str]) -> dict[str, str]:
    four = {name: keys.get(name, "").strip() for name in X_KEYS}
    if not all(re.fullmatch(r"[\x21-\x7e]{1,200}", value) for value in four.values()):
        raise Refused("X needs all four keys, each copied whole and without spaces.")
    return four


def _not_from_settings(account_id: str) -> None:
    if account_id == FROM_SETTINGS:
        raise Refused("These keys come from the settings of the server. Change them there.")


def _opened(house: House, account: StoredAccount) -> dict[str, str] | None:
    try:
        return dict(account.unseal(house.keyring).credentials)
    except WrongKey:
        return None


def _has_keys(house: House, account: StoredAccount) -> bool:
    return bool(_opened(house, account))


def _contrast_with_white(colour: str) -> float:
    """WCAG 2.2 relative luminance and contrast ratio."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)
