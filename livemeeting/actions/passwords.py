"""Passwords: which ones are taken, and how they are kept and checked."""

from __future__ import annotations

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from livemeeting.actions.house import House
from livemeeting.domain.refused import Refused

SHORTEST, LONGEST = 12, 200
#: argon2id above the OWASP minimum (19 MiB, 2 passes): about a twelfth of a second a try.
_HASHER = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
#: Each check takes 32 MiB: a flood of sign-ins waits in line instead of filling the memory.
_AT_ONCE = threading.BoundedSemaphore(2)

#: The commonest passwords of twelve characters and more, without the blanks in them.
_COMMONEST = """
123456789012 1234567890123 12345678901234 123456789101112 111111111111 000000000000 222222222222
121212121212 123123123123 112233445566 123321123321 147258369147 987654321987 098765432109 012345678910
1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc 1qaz2wsx3edc4rfv zaq12wsxcde3 q1w2e3r4t5y6 qazwsxedcrfv
qwertyuiop12 qwertyuiop123 qwertyuiopas qwertyuiopasdf qwertyuiop[] qwerty123456 qwerty1234567
qwerty12345678 qwertyqwerty qwerty-qwerty asdfghjkl123 asdfghjkl1234 asdfghjklzxc zxcvbnm12345
zxcvbnmasdfg abcdefghijkl abcdefghijklm abcdefgh1234 abcd12345678 abc123456789 abc123abc123 aaaaaaaaaaaa
a1b2c3d4e5f6 password1234 password12345 password123456 password2024 password2025 password2026
password2027 password!123 password1234! passwordpassword passw0rd1234 passw0rd12345 p@ssw0rd1234
p@ssword1234 p@55w0rd1234 password@123 password@1234 mypassword12 mypassword123 newpassword1
newpassword12 yourpassword thisispassword thisismypassword changeme1234 changeme12345 changemenow1
letmein12345 letmein123456 letmeinletmein welcome12345 welcome123456 welcome2024! welcome2025!
welcome2026! welcomewelcome iloveyou1234 iloveyou12345 iloveyou123456 iloveyouforever iloveyousomuch
administrator administrator1 administrator123 admin1234567 admin12345678 adminadminadmin adminpassword
trustno1trustno1 monkey123456 dragon123456 football1234 football12345 liverpool123 liverpool1234
manchester12 manchester123 manchesterunited arsenalarsenal chelseachelsea sunshine1234 princess1234
superman1234 starwars1234 master123456 michael12345 charlie12345 summer2025!! winter2025!! council12345
council123456 councilcouncil livemeeting1 livemeeting12 livemeeting123 correcthorsebatterystaple
testtesttest testpassword testing12345 default12345 secret123456
"""
COMMONEST = frozenset(_COMMONEST.split())


def check_password(password: str, *, email: str) -> None:
    """Raise Refused unless this will do as a password for this person."""
    plain = password.strip().lower()
    if len(password) < SHORTEST:
        raise Refused(
            f"A password needs at least {SHORTEST} characters. Three words in a row are a good one."
        )
    if len(password) > LONGEST:
        raise Refused(f"A password has at most {LONGEST} characters.")
    if plain == email or plain == email.partition("@")[0]:
        raise Refused("Your e-mail address is the first thing anybody would try. Choose another password.")
    if "".join(plain.split()) in COMMONEST or len(set(plain)) < 4:
        raise Refused("That is one of the first passwords anybody would try. Choose another.")


def hash_password(house: House, password: str) -> str:
    """The password as it is kept."""
    with _AT_ONCE:
        return house.runtime.off_the_hub(_HASHER.hash, password)


def is_password(house: House, password: str, kept: str | None) -> bool:
    """Whether this is the password. Where there is none it takes just as long to say no."""
    with _AT_ONCE:
        matches = house.runtime.off_the_hub(_matches, password, kept)
    return matches and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with weaker settings than today's."""
    return _HASHER.check_needs_rehash(kept)


def _matches(password: str, kept: str | None) -> bool:
    try:
        return _HASHER.verify(kept or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    """A hash to compare with for people who are not there, so that they cannot be told by the time it takes."""
    return _HASHER.hash("nobody has this password")
