"""What every channel test needs: the fake X, an account on it, a post."""

from __future__ import annotations

import dataclasses
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from livemeeting.channels.x import X
from livemeeting.domain.channel import Account
from livemeeting.domain.posts import Post, PostState
from tests.fakes.fake_x import FakeX

EIGHT = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


@pytest.fixture
def post() -> Post:
    return Post(
        id="post-1",
        meeting_id="meeting-1",
        seq=7,
        account_id="account-1",
        channel="x",
        event_kind="item_started",
        item_id="item-6",
        text="Item 6: Library hours is starting.",
        state=PostState.SENDING,
        due_at=EIGHT,
        expires_at=EIGHT + timedelta(minutes=15),
        created_at=EIGHT,
    )


@pytest.fixture
def fake_x() -> Iterator[FakeX]:
    with FakeX() as fake:
        yield fake


@pytest.fixture
def x(fake_x: FakeX) -> X:
    return X(fake_x.base_url)


@pytest.fixture
def impatient_x(fake_x: FakeX) -> X:
    """For the moods in which X never finishes its answer; otherwise like `x`."""
    return X(fake_x.base_url, answer_within=1.0)


@pytest.fixture
def x_account(fake_x: FakeX) -> Account:
    keys = dataclasses.asdict(fake_x.keys)
    return Account(id="account-1", council_id="council-1", channel="x", name="@fakecouncil", credentials=keys)


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[str]:
    """The address of an HTTPS server whose certificate nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_own_certificate(tmp_path))
    with FakeX() as fake:
        fake.speak_tls(context)
        yield fake.base_url.replace("http://", "https://")


def _own_certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    certificate = builder.sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    file = folder / "own.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file


def refuse_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on, creating a socket or looking a name up fails the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("A connection was attempted.")

    monkeypatch.setattr("socket.socket", refuse)
    monkeypatch.setattr("socket.create_connection", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
