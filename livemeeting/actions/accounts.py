"""A council's accounts: connected through the fields their channel declares, checked, opened for a call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from livemeeting.actions.house import House, NotFound, Officer, new_id
from livemeeting.domain.account_form import fill_in
from livemeeting.domain.buttons.form import clean
from livemeeting.domain.channel import Account, AccountTrouble, Channel, Checked, NotSent, RateLimited
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.store import accounts, councils
from livemeeting.store.accounts import StoredAccount
from livemeeting.store.secrets import WrongKey

#: The account that posts with the X keys of the settings.
FROM_SETTINGS = "x-environment"
#: In an account's facts: when it was last found signed in.
CHECKED_AT = "checked_at"


@dataclass(frozen=True)
class Connected:
    """An account that was saved; `doubt` says why it could not be checked just now, '' where it was."""

    account_id: str
    doubt: str = ""


def connectable(house: House) -> list[Channel]:
    """The networks an account can be connected on, in the order of the table."""
    return [channel for channel in house.channels.values() if channel.fields]


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


def connect_account(
    house: House, officer: Officer, channel_name: str, *, name: str, answers: Mapping[str, str]
) -> Connected:
    """Connect an account, once its network says that the keys work. Secrets are sealed, never shown again.

    A network that cannot be asked just now does not stand in the way: the account is saved and the doubt told.
    """
    officer.must(Right.ADMINISTER)
    channel = _channel(house, channel_name)
    filled = fill_in(channel.fields, answers)
    account = Account(
        new_id(), officer.council_id, channel.name, _name(name), filled.credentials, filled.facts
    )
    kept: dict[str, str] = dict(filled.credentials)
    checked = channel.check(_keeping(account, kept))
    if isinstance(checked, AccountTrouble):
        raise Refused(checked.reason)
    whole = _as_learned(house, account, kept, checked)
    house.database.write(lambda c: accounts.add(c, whole, keyring=house.keyring, at=house.clock()))
    return Connected(account.id, "" if isinstance(checked, Checked) else checked.reason)


def change_account(
    house: House, officer: Officer, account_id: str, *, answers: Mapping[str, str]
) -> Connected:
    """Change an account's settings, and its secrets where any is given: then all that are needed."""
    stored = find_account(house, officer, account_id)
    if account_id == FROM_SETTINGS:
        raise Refused("These keys come from the settings of the server. Change them there.")
    channel = _channel(house, stored.channel)
    before = _opened(house, stored) or {}
    filled = fill_in(channel.fields, {**_settings_of(channel, stored), **answers}, before=before)
    account = Account(
        stored.id, officer.council_id, channel.name, stored.name, filled.credentials,
        {**stored.facts, **filled.facts},
    )  # fmt: skip
    kept: dict[str, str] = dict(filled.credentials)
    checked = channel.check(_keeping(account, kept))
    if isinstance(checked, AccountTrouble):
        raise Refused(checked.reason)
    whole = _as_learned(house, account, kept, checked)

    def work(connection: Connection) -> None:
        mine = (connection, officer.council_id, account_id)
        accounts.change_credentials(*mine, credentials=whole.credentials, keyring=house.keyring)
        accounts.change_facts(*mine, whole.facts)
        accounts.rename(*mine, whole.name)

    house.database.write(work)
    return Connected(account_id, "" if isinstance(checked, Checked) else checked.reason)


def check_account(
    house: House, officer: Officer, account_id: str
) -> Checked | AccountTrouble | NotSent | RateLimited:
    """Ask the network whether the account can post, and keep what it said of itself. Posts nothing."""
    officer.must(Right.WATCH)
    stored = house.database.read(lambda c: accounts.by_id(c, officer.council_id, account_id))
    if stored is None:
        raise NotFound
    try:
        account = opened(house, stored)
    except WrongKey as trouble:
        return AccountTrouble(trouble.sentence)
    checked = _channel(house, stored.channel).check(account)
    if isinstance(checked, Checked):
        facts = {**checked.facts, CHECKED_AT: house.clock().isoformat()}
        house.database.write(lambda c: accounts.change_facts(c, officer.council_id, account_id, facts))
    return checked


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


def opened(house: House, account: StoredAccount) -> Account:
    """The account with its credentials, for the time of a call. Raises `WrongKey`.

    What the channel keeps is sealed and on disk, in a transaction of its own, before `keep` returns.
    """

    def keep(credentials: Mapping[str, str]) -> None:
        def work(connection: Connection) -> None:
            accounts.change_credentials(
                connection, account.council_id, account.id, credentials=credentials, keyring=house.keyring
            )

        house.database.write(work)

    def again() -> Mapping[str, str]:
        stored = house.database.read(lambda c: accounts.by_id(c, account.council_id, account.id))
        return house.keyring.unseal(stored.sealed_credentials) if stored else {}

    return account.unseal(house.keyring, keep, again)


def _channel(house: House, name: str) -> Channel:
    channel = house.channels.get(name)
    if channel is None or not channel.fields:
        raise NotFound
    return channel


def _name(name: str) -> str:
    wanted = clean(name)
    if not re.fullmatch(r"\S(?:.{0,58}\S)?", wanted):
        raise Refused("Give the account a name of at most 60 characters, such as @CalderbeckCouncil.")
    return wanted


def _settings_of(channel: Channel, stored: StoredAccount) -> dict[str, str]:
    return {
        field.name: stored.facts[field.name]
        for field in channel.fields
        if not field.is_secret and field.name in stored.facts
    }


def _keeping(account: Account, kept: dict[str, str]) -> Account:
    """The account before it is saved: a session that its first check opens is kept with it."""
    return Account(
        account.id, account.council_id, account.channel, account.name, account.credentials, account.facts,
        keep=kept.update,
    )  # fmt: skip


def _as_learned(
    house: House, account: Account, kept: Mapping[str, str], checked: Checked | NotSent | RateLimited
) -> Account:
    facts, name = dict(account.facts), account.name
    if isinstance(checked, Checked):
        name = checked.handle
        facts |= {**checked.facts, CHECKED_AT: house.clock().isoformat()}
    return Account(account.id, account.council_id, account.channel, name, kept, facts)


def _opened(house: House, account: StoredAccount) -> dict[str, str] | None:
    try:
        return dict(account.unseal(house.keyring).credentials)
    except WrongKey:
        return None


def _has_keys(house: House, account: StoredAccount) -> bool:
    return bool(_opened(house, account))
