"""One evening with everything a record has to tell: a correction, an undo, a redaction, a private part, video."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from livemeeting.actions.house import House, Officer
from livemeeting.actions.press import Press, press
from livemeeting.domain import chain
from livemeeting.domain import events as e
from livemeeting.domain.agenda import AgendaItem, Plan
from livemeeting.domain.chain import Link
from livemeeting.domain.events import Event
from livemeeting.domain.meeting import Entry
from livemeeting.domain.payloads import encode
from livemeeting.domain.posts import Post, PostState
from livemeeting.domain.record import record
from livemeeting.domain.record_shape import Audience, Record
from livemeeting.domain.record_words import Language
from livemeeting.domain.roles import Role
from livemeeting.store import meetings
from livemeeting.store.meetings import StoredMeeting
from tests.evening import PLAN, SIX_PM, Evening, form

CANARY = "CANARY"
HOSTILE = ("=1+1", "+44 20", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "<script>alert(1)</script>", "{{7*7}}")


def secret(item: AgendaItem) -> AgendaItem:
    """A restricted item with the canary in every word."""
    if not item.restricted:
        return item
    title, number = f"{CANARY} {item.title}", f"{CANARY}{item.number}"
    return replace(item, title=title, number=number, plain_title=CANARY, restricted_reason=CANARY)


SECRET_PLAN = replace(PLAN, items=tuple(secret(each) for each in PLAN.items))


class RecordedEvening(Evening):
    """An evening whose log is sealed entry by entry, as the store does it."""

    def __init__(self, plan: Plan = SECRET_PLAN, **changes: object) -> None:
        super().__init__(plan, **changes)
        self.payloads: list[str] = []

    def press(self, button: str, **answers: str | Sequence[str]) -> Event:
        event = super().press(button, **answers)
        self._keep(event)
        return event

    def enter(self, event: Event) -> None:
        """An entry that no button makes, such as a removal's."""
        self.at += timedelta(seconds=30)
        self.entries.append(Entry(len(self.entries) + 1, self.at, type(event).__name__, "Ann", event))
        self._keep(event)

    def _keep(self, event: Event) -> None:
        self.payloads.append(encode(event)[1])
        if isinstance(event, e.EntryRedacted):
            entry = self.entries[event.entry - 1]
            self.entries[event.entry - 1] = replace(entry, event=e.Unreadable(entry.kind), is_redacted=True)

    def at_item(self, number: str) -> RecordedEvening:
        super().at_item(number)
        return self

    @property
    def links(self) -> list[Link]:
        """The chain of the log as it stands."""
        return links_of(self.plan, self.entries, self.payloads)

    def record(
        self, audience: Audience = "internal", posts: Sequence[Post] = (), *, language: Language = "en"
    ) -> Record:
        """The record of the evening so far."""
        return record(
            self.plan, self.entries, posts, audience=audience, exported_at=self.at, links=self.links,
            account_names={"x-1": "@calderbeck"}, networks={"x": "X"},
            language=language, address=f"https://live.example/m/{self.plan.slug}",
        )  # fmt: skip


def links_of(plan: Plan, entries: Sequence[Entry], payloads: Sequence[str] = ()) -> list[Link]:
    """The chain of a log; `payloads` where a redaction took some away."""
    contents = payloads or [
        "{}" if isinstance(each.event, e.Unreadable) else encode(each.event)[1] for each in entries
    ]
    found: list[Link] = []
    previous = chain.genesis(plan.meeting_id)
    for entry, payload in zip(entries, contents, strict=True):
        at, content = chain.at_text(entry.at), chain.payload_hash(payload)
        sealed = chain.entry_hash(
            previous, seq=entry.seq, at=at, kind=entry.kind, actor=entry.actor, payload_hash=content
        )
        kept = None if entry.is_redacted else payload
        found.append(
            Link(entry.seq, at, entry.kind, entry.actor, kept, content, previous, sealed, entry.is_redacted)
        )
        previous = sealed
    return found


#: Where things happened in `full_evening`.
OPENED, TAKEN, MOVED, DECIDED, CORRECTED, SLIP, UNDONE, REDACTED = range(1, 9)
EXCLUDED, PRIVATE_ITEM, PRIVATE_NOTE, READMITTED, CLOSED = range(12, 17)


def full_evening(**changes: object) -> RecordedEvening:
    """Sixteen entries, numbered above."""
    evening = RecordedEvening(SECRET_PLAN, **changes)
    evening.press("Start meeting", chair="Cllr Ada Byron")
    evening.at_item("12.4")
    evening.press("Motion", mover="Cllr Siân Rhys", seconder="Cllr Tom Okafor")
    votes = ["for:Cllr Ada Byron", "against:Cllr Tom Okafor", "abstained:Cllr Siân Rhys"]
    evening.press("Decision", outcome="carried", votes_for="31", against="28", abstained="2", votes=votes)
    evening.press("Correct", entry="4", outcome="carried", votes_for="31", against="27", abstained="2",
                  reason="Misheard")  # fmt: skip
    evening.press("Note", text="A slip of the finger", audience="public")
    evening.press("Undo")
    evening.press("Note", text="Jane Doe of 3 High Street spoke", audience="public")
    evening.press("Redact", entry="8", reason="Names a resident")
    evening.press("Set video time", wall_time="18:01:00", offset="4:10")
    evening.at_item("18")
    evening.press("Exclude press and public", paragraphs="3")
    evening.press("Next item")
    evening.press("Note", text=CANARY)
    evening.press("Readmit press and public")
    evening.press("Close meeting")
    return evening


def post(seq: int, state: PostState = PostState.SENT, **changes: object) -> Post:
    """A post that entry `seq` caused."""
    at = SIX_PM + timedelta(seconds=30 * seq)
    sent = at + timedelta(seconds=10) if state in (PostState.SENT, PostState.RETRACTED) else None
    made = Post(
        id=f"post-{seq}-{state.value}", meeting_id="m1", seq=seq, account_id="x-1", channel="x",
        event_kind="", item_id="", text=f"Post of entry {seq}", state=state, due_at=at, expires_at=at,
        created_at=at, sent_at=sent, remote_url=f"https://x.com/calderbeck/status/{seq}" if sent else "",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]  # each test names the fields it changes


def hold(house: House, officer: Officer, **changes: object) -> Plan:
    """An evening held in a running house, with a private part and the public back in; its plan."""
    plan = replace(SECRET_PLAN, council_id=officer.council_id)
    plan = replace(plan, **changes)  # type: ignore[arg-type]  # each test names the fields it changes
    meeting = StoredMeeting(plan, house.clock(), officer.id)
    house.database.write(lambda connection: meetings.add(connection, meeting))
    driver = replace(officer, role=Role.OFFICER, name="Ann Oak")
    steps: list[tuple[str, dict[str, str]]] = [
        ("start_meeting", {"confirm": "LIVE", "chair": "Cllr Ada Byron"}),
        ("go_to_item", {"item": "3"}),
        ("record_decision", {"outcome": "carried", "votes_for": "31", "against": "28"}),
        ("exclude", {}),
        ("take_note", {"text": CANARY}),
        ("readmit", {}),
    ]
    for seq, (button, answers) in enumerate(steps):
        press(house, driver, Press(plan.meeting_id, button, seq, f"c{seq}", form(**answers)))
    return plan


def busy_evening(**changes: object) -> RecordedEvening:
    """A full council with names, a motion, an amendment, a vote by name, a correction, a private part and video."""
    evening = RecordedEvening(SECRET_PLAN, **changes)
    evening.press("Start meeting", chair="Cllr Ada Byron")
    evening.press("Set video time", wall_time="18:00:30", offset="4:10")
    evening.press("Attendance", present=["Cllr Ada Byron", "Cllr Siân Rhys"], apologies="Cllr Tom Okafor")
    evening.at_item("84")
    evening.press(
        "Declaration of interest", member="Cllr Siân Rhys", interest="pecuniary", item="3", leaves="yes"
    )
    evening.at_item("12.4")
    evening.press("Member leaves", member="Cllr Siân Rhys")
    evening.press("Motion", mover="Cllr Ada Byron", seconder="Cllr Tom Okafor")
    evening.press("Amendment", mover="Cllr Tom Okafor", seconder="Cllr Ada Byron", label="A")
    amendment = evening.meeting.amendments[0].id
    evening.press(
        "Amendment decided", amendment=amendment, outcome="lost", votes_for="28", against="31", abstained="2"
    )
    votes = ["for:Cllr Ada Byron", "against:Cllr Tom Okafor"]
    evening.press("Decision", outcome="carried", votes_for="31", against="28", abstained="2", votes=votes)
    evening.press("Correct", entry="11", outcome="carried", votes_for="31", against="27", abstained="2", votes=votes,
                  reason="Misheard")  # fmt: skip
    evening.press("Member returns", member="Cllr Siân Rhys")
    evening.at_item("12.5")
    evening.press("Several items together", items=["4", "6"], outcome="agreed")
    evening.at_item("18")
    evening.press("Exclude press and public", paragraphs="3")
    evening.press("Next item")
    evening.press("Decision", outcome="agreed", votes_for="1", against="2", votes=[f"for:{CANARY}"])
    evening.press("Note", text=CANARY)
    evening.press("Readmit press and public")
    evening.at_item("20")
    evening.press("Close meeting")
    return evening
