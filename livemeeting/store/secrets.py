"""The keyring: seals credentials, and turns tokens and addresses into what may lie in the database."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from livemeeting.domain.chain import canonical_json


class WrongKey(Exception):
    """A key is malformed, or does not open what was sealed. `sentence` is for whoever runs the server."""

    @property
    def sentence(self) -> str:
        """What is wrong and what to do."""
        return str(self.args[0])


class Keyring:
    """One or more keys (32 bytes in URL-safe base64). The first seals; every one of them opens."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise WrongKey("There is no key to seal credentials with.")
        try:
            self._all = MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            raise WrongKey("A sealing key must be 32 bytes in URL-safe base64: 44 characters.") from None
        self._for_fingerprints = hashlib.sha256(
            b"livemeeting fingerprint" + urlsafe_b64decode(keys[0])
        ).digest()

    def seal(self, values: Mapping[str, str]) -> str:
        """Text that only the keyring can read."""
        return self._all.encrypt(canonical_json(values).encode()).decode()

    def unseal(self, sealed: str) -> dict[str, str]:
        """What was sealed. Raises `WrongKey`."""
        try:
            opened = self._all.decrypt(sealed.encode())
        except InvalidToken:
            raise _sealed_with_another() from None
        return {str(name): str(value) for name, value in json.loads(opened).items()}

    def reseal(self, sealed: str) -> str:
        """The same contents sealed with the current key. Raises `WrongKey`."""
        try:
            return self._all.rotate(sealed.encode()).decode()
        except InvalidToken:
            raise _sealed_with_another() from None

    def fingerprint(self, text: str) -> str:
        """64 hex digits that tell two addresses apart without keeping either. Changes with the first key."""
        return hmac.new(self._for_fingerprints, text.encode(), hashlib.sha256).hexdigest()


def new_key() -> str:
    """A fresh random key."""
    return Fernet.generate_key().decode()


def token_hash(token: str) -> str:
    """How a session or sign-in token lies in the database. Plain SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def _sealed_with_another() -> WrongKey:
    return WrongKey(
        "The credentials were sealed with another key. Add the earlier key behind the current one, "
        "or enter the credentials again."
    )
