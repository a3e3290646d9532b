"""Credentials lie in the database sealed, and only the keyring opens them."""

from __future__ import annotations

from pathlib import Path

import pytest

from livemeeting.domain.channel import Account
from livemeeting.store import accounts
from livemeeting.store.database import Database
from livemeeting.store.secrets import Keyring, WrongKey, new_key, token_hash
from tests.store.samples import AT

CANARY = "canary-access-token-4711"
ACCOUNT = Account("x-1", "ash", "x", "@ashford", credentials={"token": CANARY, "secret": "Ŵ🔑"})


@pytest.fixture
def keyring() -> Keyring:
    return Keyring([new_key()])


def test_an_account_opens_with_the_keyring(database: Database, keyring: Keyring) -> None:
    stored = database.write(lambda c: accounts.add(c, ACCOUNT, keyring=keyring, at=AT))
    loaded = database.read(lambda c: accounts.by_id(c, "ash", "x-1"))
    assert loaded == stored
    assert loaded and loaded.unseal(keyring) == ACCOUNT
    assert CANARY not in loaded.sealed_credentials
    assert loaded.sealed_credentials not in repr(loaded)


def test_no_credential_lies_readable_in_any_file_of_the_database(
    sqlite_database: Database, keyring: Keyring, tmp_path: Path
) -> None:
    sqlite_database.write(lambda c: accounts.add(c, ACCOUNT, keyring=keyring, at=AT))
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert any(b"@ashford" in content for content in files.values()), files.keys()
    assert not any(CANARY.encode() in content for content in files.values())
    sqlite_database.close()
    assert CANARY.encode() not in (tmp_path / "test.db").read_bytes()


def test_accounts_belong_to_their_council(database: Database, keyring: Keyring) -> None:
    database.write(lambda c: accounts.add(c, ACCOUNT, keyring=keyring, at=AT))
    assert database.read(lambda c: accounts.by_id(c, "oak", "x-1")) is None
    assert database.read(lambda c: accounts.list_for_council(c, "oak")) == []
    assert not database.write(lambda c: accounts.set_enabled(c, "oak", "x-1", is_enabled=False))
    assert not database.write(
        lambda c: accounts.change_credentials(c, "oak", "x-1", credentials={}, keyring=keyring)
    )
    (own,) = database.read(lambda c: accounts.list_for_council(c, "ash"))
    assert own.is_enabled and own.unseal(keyring) == ACCOUNT


def test_an_account_is_switched_off_and_given_new_credentials(database: Database, keyring: Keyring) -> None:
    database.write(lambda c: accounts.add(c, ACCOUNT, keyring=keyring, at=AT))
    database.write(lambda c: accounts.set_enabled(c, "ash", "x-1", is_enabled=False))
    new = {"token": "another"}
    database.write(lambda c: accounts.change_credentials(c, "ash", "x-1", credentials=new, keyring=keyring))
    (account,) = database.read(lambda c: accounts.list_for_council(c, "ash"))
    assert not account.is_enabled
    assert account.unseal(keyring).credentials == new


def test_a_key_is_replaced_without_losing_an_account(database: Database) -> None:
    old, new = new_key(), new_key()
    database.write(lambda c: accounts.add(c, ACCOUNT, keyring=Keyring([old]), at=AT))
    assert database.write(lambda c: accounts.reseal_all(c, Keyring([new, old]))) == 1
    (account,) = database.read(lambda c: accounts.list_for_council(c, "ash"))
    assert account.unseal(Keyring([new])) == ACCOUNT
    with pytest.raises(WrongKey, match="sealed with another key"):
        account.unseal(Keyring([old]))


@pytest.mark.parametrize("keys", [[], [""], ["short"], ["ä" * 44], [new_key()[:-4]], ["!" * 44]])
def test_a_malformed_key_is_named_at_the_start(keys: list[str]) -> None:
    with pytest.raises(WrongKey) as wrong:
        Keyring(keys)
    assert wrong.value.sentence.endswith((".", "characters."))
    assert all(key not in wrong.value.sentence for key in keys if key)


def test_what_was_tampered_with_does_not_open(keyring: Keyring) -> None:
    sealed = keyring.seal({"token": CANARY})
    for broken in (sealed[:-4] + "AAAA", sealed[1:], "", "ä"):
        with pytest.raises(WrongKey):
            keyring.unseal(broken)


def test_a_fingerprint_tells_addresses_apart_without_showing_them() -> None:
    key = new_key()
    keyring = Keyring([key])
    assert keyring.fingerprint("192.0.2.1") == Keyring([key, new_key()]).fingerprint("192.0.2.1")
    assert keyring.fingerprint("192.0.2.1") != keyring.fingerprint("192.0.2.2")
    assert keyring.fingerprint("192.0.2.1") != Keyring([new_key()]).fingerprint("192.0.2.1")
    assert len(keyring.fingerprint("Ŵ")) == len(token_hash("Ŵ")) == 64
