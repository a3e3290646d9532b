"""The log is signed at the close and every hour, and what was signed catches whoever rewrites it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from sqlalchemy import Connection, text

from livemeeting.actions.checkpoints import make_key, newest_checkpoint, sign_due
from livemeeting.actions.export import export
from livemeeting.actions.verify import verify_checkpoint, verify_database, verify_file
from livemeeting.domain import chain
from livemeeting.domain.checkpoint import SignedCheckpoint, document
from livemeeting.domain.refused import Refused
from livemeeting.store import log, signing
from livemeeting.store.secrets import Keyring, new_key
from tests.actions.conftest import Chamber

SLUG = "council-2026-11-22"


def closed(chamber: Chamber) -> Chamber:
    """An evening of five entries, closed and so signed."""
    chamber.begin()
    chamber.press("Go to item", item="3")
    chamber.press("Decision", outcome="carried", votes_for="31", against="28")
    chamber.press("Go to item", item="4")
    chamber.press("Close meeting")
    return chamber


def newest(chamber: Chamber) -> SignedCheckpoint:
    found = newest_checkpoint(chamber.house, SLUG)
    assert found is not None
    return found


def kept(chamber: Chamber) -> bytes:
    """The checkpoint as a resident kept it."""
    return json.dumps(document(newest(chamber))).encode()


def test_the_close_is_signed_in_the_press_that_makes_it(chamber: Chamber) -> None:
    closed(chamber)
    found = newest(chamber)
    assert (found.seq, found.at) == (5, chain.at_text(chamber.at))
    assert signing.is_signed(found.key, found.text, found.signature)
    assert verify_checkpoint(kept(chamber), key=found.key).ok
    verdict = verify_database(chamber.house, chamber.officer, "m1", against=kept(chamber))
    assert verdict.ok
    assert "It is the log that was signed once" in verdict.sentence


def test_a_live_meeting_is_signed_once_an_hour_and_not_when_nothing_happened(chamber: Chamber) -> None:
    chamber.begin()
    assert sign_due(chamber.house) == 0
    chamber.move(3600)
    chamber.press("Go to item", item="3")
    assert (sign_due(chamber.house), sign_due(chamber.house)) == (1, 0)
    chamber.move(3600)
    assert sign_due(chamber.house) == 0
    chamber.press("Go to item", item="4")
    assert (sign_due(chamber.house), newest(chamber).seq) == (1, 3)


def test_what_is_pressed_in_private_gives_no_checkpoint_a_number(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Exclude press and public")
    chamber.press("Note", text="secret")
    chamber.move(3700)
    assert (sign_due(chamber.house), newest(chamber).seq) == (1, 2)


def test_a_correction_after_the_close_is_signed_within_the_hour(chamber: Chamber) -> None:
    closed(chamber)
    chamber.press("Correct", entry="3", outcome="carried", votes_for="31", against="27")
    chamber.move(3600)
    assert (sign_due(chamber.house), newest(chamber).seq) == (1, 6)
    assert "signed 2 times" in verify_database(chamber.house, chamber.officer, "m1").sentence


def rewritten(connection: Connection, change: Callable[[str], str] = lambda payload: payload) -> None:
    """Entry 3 changed by somebody careful, who makes every later hash anew."""
    previous = chain.genesis("m1")
    for each in log.read(connection, "m1"):
        payload = change(each.payload) if each.seq == 3 else each.payload
        content = chain.payload_hash(payload)
        sealed = chain.entry_hash(
            previous, seq=each.seq, at=chain.at_text(each.at), kind=each.kind, actor=each.actor,
            payload_hash=content,
        )  # fmt: skip
        values = {"p": payload, "c": content, "b": previous, "h": sealed, "seq": each.seq}
        connection.execute(
            text(
                "UPDATE entries SET payload = :p, payload_hash = :c, previous_hash = :b, hash = :h "
                "WHERE meeting_id = 'm1' AND seq = :seq"
            ),
            values,
        )
        previous = sealed


def carefully(connection: Connection) -> None:
    rewritten(connection, lambda payload: payload.replace("31", "13"))


def cut_off(connection: Connection) -> None:
    connection.execute(text("DELETE FROM entries WHERE seq = 5"))


def cut_out(connection: Connection) -> None:
    connection.execute(text("DELETE FROM entries WHERE seq = 2"))


def edited(connection: Connection) -> None:
    connection.execute(text("UPDATE entries SET payload = replace(payload, '31', '13') WHERE seq = 3"))


def swapped(connection: Connection) -> None:
    for before, after in ((3, 99), (4, 3), (99, 4)):
        connection.execute(text("UPDATE entries SET seq = :a WHERE seq = :b"), {"a": after, "b": before})


def put_in(connection: Connection) -> None:
    for seq in (5, 4):
        connection.execute(text("UPDATE entries SET seq = :a WHERE seq = :b"), {"a": seq + 1, "b": seq})
    connection.execute(
        text(
            "INSERT INTO entries SELECT meeting_id, 4, at, kind, actor, payload, payload_hash, previous_hash, "
            "hash, is_redacted, boot, monotonic_ms FROM entries WHERE seq = 3"
        )
    )


@pytest.mark.parametrize(
    ("tamper", "seq"), [(edited, 3), (cut_out, 2), (put_in, 4), (swapped, 3), (cut_off, 5), (carefully, 1)]
)
def test_each_kind_of_tampering_is_named_by_its_first_bad_entry(
    chamber: Chamber, tamper: Callable[[Connection], None], seq: int
) -> None:
    closed(chamber)
    chamber.database.write(tamper)
    verdict = verify_database(chamber.house, chamber.officer, "m1")
    assert (verdict.ok, verdict.seq) == (False, seq)


def test_an_earlier_checkpoint_narrows_down_where_a_log_was_rewritten(chamber: Chamber) -> None:
    chamber.begin()
    chamber.press("Go to item", item="3")
    chamber.move(3700)
    sign_due(chamber.house)
    chamber.press("Decision", outcome="carried", votes_for="31", against="28")
    chamber.press("Close meeting")
    chamber.database.write(carefully)
    verdict = verify_database(chamber.house, chamber.officer, "m1")
    assert (verdict.seq, verdict.sentence.split(",")[0]) == (3, "The log was rewritten after entry 2")


def test_a_kept_checkpoint_catches_what_the_house_itself_no_longer_knows(chamber: Chamber) -> None:
    closed(chamber)
    file = export(chamber.house, chamber.officer, "m1", "json", "internal").content
    outside = kept(chamber)
    chamber.database.write(carefully)
    chamber.database.write(lambda c: c.execute(text("DELETE FROM checkpoints")))
    assert verify_database(chamber.house, chamber.officer, "m1").ok
    assert not verify_database(chamber.house, chamber.officer, "m1", against=outside).ok
    assert verify_file(file, against=outside).ok
    rewritten_file = export(chamber.house, chamber.officer, "m1", "json", "internal").content
    assert verify_file(rewritten_file).ok
    assert not verify_file(rewritten_file, against=outside).ok


def test_a_checkpoint_that_was_changed_or_signed_by_somebody_else_is_named(chamber: Chamber) -> None:
    closed(chamber)
    found = newest(chamber)
    for changed in ({"seq": 4}, {"at": "2026-11-22T20:00:00.000Z"}, {"seal": "0" * 64}, {"signature": "x"}):
        content = json.dumps({**document(found), **changed}).encode()
        assert not verify_checkpoint(content).ok
        assert not verify_database(chamber.house, chamber.officer, "m1", against=content).ok
    other = Keyring([new_key()])
    theirs = chamber.database.write(lambda c: _forged(c, other, found, chamber))
    assert verify_checkpoint(theirs).ok
    assert not verify_checkpoint(theirs, key=found.key).ok
    assert not verify_database(chamber.house, chamber.officer, "m1", against=theirs, key=found.key).ok


def _forged(connection: Connection, keyring: Keyring, found: SignedCheckpoint, chamber: Chamber) -> bytes:
    connection.execute(text("DELETE FROM checkpoints"))
    connection.execute(text("DELETE FROM signing_keys"))
    key = signing.signing_key(connection, keyring, at=chamber.at)
    return json.dumps(document(replace(found, key=key.public, signature=key.sign(found.text)))).encode()


def test_a_checkpoint_of_another_meeting_is_a_sentence(chamber: Chamber) -> None:
    closed(chamber)
    other = json.dumps({**document(newest(chamber)), "epoch": "other"}).encode()
    with pytest.raises(Refused, match="two different meetings"):
        verify_database(chamber.house, chamber.officer, "m1", against=other)
    for content in (b"[]", b"{", b'{"format": "livemeeting checkpoint"}'):
        with pytest.raises(Refused):
            verify_checkpoint(content)


def test_a_key_that_cannot_be_opened_stops_no_meeting(chamber: Chamber) -> None:
    make_key(chamber.house)
    chamber.house = replace(chamber.house, keyring=Keyring([new_key()]))
    closed(chamber)
    assert newest_checkpoint(chamber.house, SLUG) is None
    assert chamber.seen().meeting.is_over


def test_the_key_is_sealed_in_the_database_and_can_be_sealed_anew(chamber: Chamber) -> None:
    make_key(chamber.house)
    first = chamber.database.read(lambda c: c.execute(text("SELECT * FROM signing_keys")).one())
    old, fresh = new_key(), new_key()
    chamber.database.write(lambda c: c.execute(text("DELETE FROM signing_keys")))
    chamber.house = replace(chamber.house, keyring=Keyring([old]))
    make_key(chamber.house)
    assert chamber.database.write(lambda c: signing.reseal_keys(c, Keyring([fresh, old]))) == 1
    chamber.house = replace(chamber.house, keyring=Keyring([fresh]))
    closed(chamber)
    assert newest(chamber).key != first.public_key


def test_the_check_in_the_documentation_agrees_with_ours(chamber: Chamber) -> None:
    closed(chamber)
    page = (Path(__file__).parents[2] / "docs" / "record.md").read_text("utf-8")
    names: dict[str, Any] = {}
    exec(
        next(each for each in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "def is_what" in each),
        names,
    )
    found = json.loads(kept(chamber))
    file = json.loads(export(chamber.house, chamber.officer, "m1", "json", "internal").content)
    assert names["is_what_was_signed"](found, file["log"])
    file["log"]["entries"].pop()
    assert not names["is_what_was_signed"](found, file["log"])
    with pytest.raises(InvalidSignature):
        names["is_what_was_signed"]({**found, "seq": 4}, file["log"])
