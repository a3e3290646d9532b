"""What can go wrong below the product, each with the sentence the officer reads."""

from __future__ import annotations


class StoreTrouble(Exception):
    """The database could not do what was asked. The officer reads `sentence`; the cause is logged."""

    @property
    def sentence(self) -> str:
        """What happened, whether it was recorded, and what to do."""
        return str(self.args[0])


class DiskRefused(StoreTrouble):
    """The disk is full or failing."""


class DatabaseAway(StoreTrouble):
    """The database server cannot be reached, or was lost on the way."""


class DatabaseBusy(StoreTrouble):
    """Another program or another press held what was needed for too long."""
