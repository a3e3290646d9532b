"""The installation's signing key (Ed25519, RFC 8032), and the checkpoints signed with it."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection, func, select, update

from livemeeting.domain.chain import at_text
from livemeeting.domain.checkpoint import SignedCheckpoint, signed_text
from livemeeting.store.insert import insert_new
from livemeeting.store.secrets import Keyring
from livemeeting.store.tables import checkpoints, entries, signing_keys
from livemeeting.store.utc_time import to_milliseconds


@dataclass(frozen=True)
class SigningKey:
    """A key pair; the private half is never shown when printed."""

    public: str
    _private: Ed25519PrivateKey = field(repr=False)

    def sign(self, text: str) -> str:
        """The signature under `text` (UTF-8), in base64."""
        return b64encode(self._private.sign(text.encode())).decode()


def signing_key(connection: Connection, keyring: Keyring, *, at: datetime) -> SigningKey:
    """The installation's key, made the first time it is asked for. Raises WrongKey."""
    row = connection.execute(select(signing_keys).order_by(signing_keys.c.created_at.desc())).first()
    if row is not None:
        opened = keyring.unseal(row.sealed_private_key)["private"]
        return SigningKey(row.public_key, Ed25519PrivateKey.from_private_bytes(b64decode(opened)))
    private = Ed25519PrivateKey.generate()
    public = b64encode(private.public_key().public_bytes_raw()).decode()
    sealed = keyring.seal({"private": b64encode(private.private_bytes_raw()).decode()})
    insert_new(
        connection, signing_keys, {"public_key": public, "sealed_private_key": sealed, "created_at": at}
    )
    return SigningKey(public, private)


def is_signed(public: str, text: str, signature: str) -> bool:
    """Whether `signature` is this key's under `text`; False for anything malformed."""
    try:
        Ed25519PublicKey.from_public_bytes(b64decode(public, validate=True)).verify(
            b64decode(signature, validate=True), text.encode()
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def reseal_keys(connection: Connection, keyring: Keyring) -> int:
    """Seal the private halves anew with the keyring's first key; how many. Raises WrongKey."""
    rows = connection.execute(select(signing_keys)).all()
    for row in rows:
        connection.execute(
            update(signing_keys)
            .where(signing_keys.c.public_key == row.public_key)
            .values(sealed_private_key=keyring.reseal(row.sealed_private_key))
        )
    return len(rows)


def sign_checkpoint(
    connection: Connection, meeting_id: str, epoch: str, *, key: SigningKey, seq: int, seal: str, at: datetime
) -> bool:
    """Sign the log up to entry `seq` and keep it; False when that entry is signed already."""
    signature = key.sign(signed_text(epoch, seq, seal, at_text(at)))
    row = {
        "meeting_id": meeting_id, "seq": seq, "seal": seal, "at": to_milliseconds(at),
        "public_key": key.public, "signature": signature,
    }  # fmt: skip
    return insert_new(connection, checkpoints, row)


def checkpoints_of(connection: Connection, meeting_id: str, epoch: str) -> list[SignedCheckpoint]:
    """What was signed of a meeting, oldest first."""
    rows = connection.execute(
        select(checkpoints).where(checkpoints.c.meeting_id == meeting_id).order_by(checkpoints.c.seq)
    )
    return [
        SignedCheckpoint(epoch, each.seq, each.seal, at_text(each.at), each.public_key, each.signature)
        for each in rows
    ]


def unsigned_meetings(connection: Connection, *, since: datetime, before: datetime) -> list[str]:
    """Meetings with entries made from `since` on that nothing signed covers, and none signed after `before`.

    A meeting that was never signed is among them once its first such entry is older than `before`.
    """
    recent = (
        select(
            entries.c.meeting_id,
            func.max(entries.c.seq).label("newest"),
            func.min(entries.c.at).label("first"),
        )
        .where(entries.c.at >= since)
        .group_by(entries.c.meeting_id)
        .subquery()
    )
    signed = (
        select(
            checkpoints.c.meeting_id,
            func.max(checkpoints.c.seq).label("seq"),
            func.max(checkpoints.c.at).label("at"),
        )
        .group_by(checkpoints.c.meeting_id)
        .subquery()
    )
    rows = connection.execute(
        select(recent.c.meeting_id)
        .outerjoin(signed, signed.c.meeting_id == recent.c.meeting_id)
        .where(
            recent.c.newest > func.coalesce(signed.c.seq, 0),
            func.coalesce(signed.c.at, recent.c.first) <= before,
        )
        .order_by(recent.c.meeting_id)
    )
    return [each.meeting_id for each in rows]
