"""A council's accounts on the networks, their credentials sealed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, update

from livemeeting.domain.chain import canonical_json
from livemeeting.domain.channel import Account, keep_nothing, know_nothing
from livemeeting.store.insert import insert_new
from livemeeting.store.secrets import Keyring
from livemeeting.store.tables import accounts


@dataclass(frozen=True)
class StoredAccount:
    """An account as it lies on disk: nothing in it opens a network without the keyring."""

    id: str
    council_id: str
    channel: str
    name: str
    sealed_credentials: str = field(repr=False)
    created_at: datetime
    is_enabled: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)

    def unseal(
        self,
        keyring: Keyring,
        keep: Callable[[Mapping[str, str]], None] = keep_nothing,
        again: Callable[[], Mapping[str, str]] = know_nothing,
    ) -> Account:
        """The account as a channel needs it, for the time of a call. Raises `WrongKey`."""
        opened = keyring.unseal(self.sealed_credentials)
        return Account(self.id, self.council_id, self.channel, self.name, opened, self.facts, keep, again)


def add(connection: Connection, account: Account, *, keyring: Keyring, at: datetime) -> StoredAccount:
    """Save an account, sealing its credentials; one with the same id is left as it was."""
    stored = StoredAccount(
        id=account.id,
        council_id=account.council_id,
        channel=account.channel,
        name=account.name,
        sealed_credentials=keyring.seal(account.credentials),
        created_at=at,
        facts=dict(account.facts),
    )
    insert_new(connection, accounts, {**asdict(stored), "facts": canonical_json(stored.facts)})
    return stored


def by_id(connection: Connection, council_id: str, account_id: str) -> StoredAccount | None:
    """An account of this council; None for another council's."""
    found = _accounts(connection, accounts.c.id == account_id, accounts.c.council_id == council_id)
    return found[0] if found else None


def facts_of(connection: Connection, account_id: str) -> Mapping[str, str]:
    """What is known of an account of whichever council; nothing for one that does not exist."""
    found = _accounts(connection, accounts.c.id == account_id)
    return found[0].facts if found else {}


def list_for_council(connection: Connection, council_id: str) -> list[StoredAccount]:
    """The council's accounts in the order they were added, switched off ones too."""
    return _accounts(connection, accounts.c.council_id == council_id)


def change_credentials(
    connection: Connection,
    council_id: str,
    account_id: str,
    *,
    credentials: Mapping[str, str],
    keyring: Keyring,
) -> bool:
    """Put new credentials in place of the old; False when the council has no such account."""
    return _change(connection, council_id, account_id, sealed_credentials=keyring.seal(credentials))


def change_facts(connection: Connection, council_id: str, account_id: str, facts: Mapping[str, str]) -> bool:
    """Put these facts beside the account's others, in place of those of the same name."""
    found = by_id(connection, council_id, account_id)
    if found is None:
        return False
    return _change(connection, council_id, account_id, facts=canonical_json({**found.facts, **facts}))


def rename(connection: Connection, council_id: str, account_id: str, name: str) -> bool:
    """Call an account otherwise, such as by the name the network knows it by."""
    return _change(connection, council_id, account_id, name=name)


def set_enabled(connection: Connection, council_id: str, account_id: str, *, is_enabled: bool) -> bool:
    """Switch an account on or off."""
    return _change(connection, council_id, account_id, is_enabled=is_enabled)


def reseal_all(connection: Connection, keyring: Keyring) -> int:
    """Seal every account's credentials with the keyring's current key; how many. Raises `WrongKey`."""
    every = _accounts(connection)
    for account in every:
        _change(
            connection,
            account.council_id,
            account.id,
            sealed_credentials=keyring.reseal(account.sealed_credentials),
        )
    return len(every)


def _accounts(connection: Connection, *conditions: ColumnElement[bool]) -> list[StoredAccount]:
    query = select(accounts).where(*conditions).order_by(accounts.c.created_at, accounts.c.id)
    rows = [row._mapping for row in connection.execute(query)]
    return [StoredAccount(**{**row, "facts": json.loads(row["facts"])}) for row in rows]


def _change(connection: Connection, council_id: str, account_id: str, **values: object) -> bool:
    changed = connection.execute(
        update(accounts)
        .where(accounts.c.id == account_id, accounts.c.council_id == council_id)
        .values(values)
    )
    return changed.rowcount == 1
