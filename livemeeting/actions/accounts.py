"""A council's accounts as a channel needs them: opened for a call, their refreshed sessions kept."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from livemeeting.actions.house import House
from livemeeting.domain.channel import Account
from livemeeting.store import accounts
from livemeeting.store.accounts import StoredAccount


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

    return account.unseal(house.keyring, keep)
