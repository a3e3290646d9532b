"""What an account has posted and spent, what it may still post today, and what the rest of the agenda will cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

#: X takes so many original posts a day from an account that is not verified, over all apps together.
UNVERIFIED_ON_X = 50


def allowance(channel: str, facts: Mapping[str, str]) -> int:
    """How many posts a day the network takes from this account; 0 where no such limit is known."""
    own = facts.get("posts_a_day", "")
    if own.isascii() and own.isdecimal():
        return int(own)
    return UNVERIFIED_ON_X if channel == "x" and facts.get("is_verified", "no") != "yes" else 0


@dataclass(frozen=True)
class Bill:
    """One account this evening: posts sent, what they cost (US dollars), and the same for the rest of the agenda.

    `today` counts the posts of the last 24 hours over all meetings; `may` is how many the network takes in that time.
    """

    network: str
    account: str
    sent: int
    spent: Decimal
    rest: int
    rest_cost: Decimal
    today: int
    may: int

    @property
    def left(self) -> int:
        """How many posts are left of today's allowance."""
        return max(0, self.may - self.today)

    @property
    def is_short(self) -> bool:
        """Whether the rest of the agenda is more than may still be posted today."""
        return bool(self.may) and self.rest > self.left

    @property
    def is_told(self) -> bool:
        """Whether there is anything to say: an account without price and without limit needs no line."""
        return bool(self.may or self.spent or self.rest_cost)

    @property
    def words(self) -> str:
        """'$0.21 for 14 posts. Rest of the agenda: about 20 posts, $0.30. 36 of 50 left today.'"""
        parts = []
        if self.spent or self.rest_cost:
            parts.append(f"{dollars(self.spent)} for {_posts(self.sent)}.")
        if self.rest:
            cost = f", {dollars(self.rest_cost)}" if self.rest_cost else ""
            parts.append(f"Rest of the agenda: about {_posts(self.rest)}{cost}.")
        if self.may:
            parts.append(f"{self.left} of {self.may} left today.")
        return " ".join(parts)

    @property
    def warning(self) -> str:
        """What to do when the allowance will not last, '' while it does."""
        if not self.is_short:
            return ""
        return (
            f"{self.network} takes {_posts(self.left)} more today from {self.account}; the rest of the agenda is about "
            f"{self.rest}. Post decisions only, or have the account verified."
        )


def total(costs: Sequence[Decimal]) -> Decimal:
    """Their sum."""
    return sum(costs, Decimal(0))


def dollars(amount: Decimal) -> str:
    """$0.21, rounded up to the cent: a council is never told too little."""
    return f"${amount.quantize(Decimal('0.01'), rounding='ROUND_UP')}"


def _posts(number: int) -> str:
    return f"{number} post" if number == 1 else f"{number} posts"
