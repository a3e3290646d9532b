"""Fetching an agenda by its address, from the hosts the council has listed."""

from __future__ import annotations

from dataclasses import replace

from livemeeting.actions.house import House, Officer
from livemeeting.domain.refused import Refused
from livemeeting.domain.roles import Right
from livemeeting.importers import Read
from livemeeting.importers.fetch_rules import FetchRules, host_list
from livemeeting.store import councils, import_hosts

NO_ADDRESS = "Give the address of the meeting's page, such as https://democracy.example.gov.uk/ieListDocuments.aspx?MId=123."


def fetch_read(house: House, officer: Officer, address: str, *, meeting: str = "") -> Read:
    """The draft at an address; `meeting` is the id of one where the address is only its site. Raises Refused."""
    officer.must(Right.PREPARE)
    if not address.strip():
        raise Refused(NO_ADDRESS)
    return house.reading_room.fetch(address, rules_of(house, officer.council_id), meeting=meeting)


def rules_of(house: House, council_id: str = councils.DEFAULT_ID) -> FetchRules:
    """The rules of the settings with the council's own hosts among them."""
    listed = house.database.read(lambda c: import_hosts.list_for_council(c, council_id))
    return replace(house.fetch_rules, hosts=tuple(dict.fromkeys((*listed, *house.fetch_rules.hosts))))


def listed_hosts(house: House, officer: Officer) -> tuple[str, ...]:
    """The hosts an administrator has listed."""
    officer.must(Right.PREPARE)
    return house.database.read(lambda c: import_hosts.list_for_council(c, officer.council_id))


def list_hosts(house: House, officer: Officer, typed: str) -> None:
    """Save the hosts as typed, one a line, in place of those listed so far. Raises Refused."""
    officer.must(Right.ADMINISTER)
    hosts = host_list(typed)
    house.database.write(lambda c: import_hosts.replace_for_council(c, officer.council_id, hosts))
