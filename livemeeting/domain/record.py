"""The record of a meeting: its plan, its log and its posts brought together, for the public or for officers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from livemeeting.domain import record_video
from livemeeting.domain.agenda import Plan
from livemeeting.domain.chain import Link, canonical_json, payload_hash
from livemeeting.domain.fold import fold
from livemeeting.domain.meeting import Entry, Meeting
from livemeeting.domain.posts import Post
from livemeeting.domain.privacy import carry_over, public_entries, public_plan
from livemeeting.domain.record_items import items
from livemeeting.domain.record_lines import Sources, lines
from livemeeting.domain.record_parts import stamp
from livemeeting.domain.record_room import attendance, interests, motions
from livemeeting.domain.record_shape import Audience, Record, RecordHead, RecordLog, RecordMinutes, Seal
from livemeeting.domain.record_words import Language, day_in, say
from livemeeting.domain.views import STATUS_WORDS, is_shown, status_of
from livemeeting.domain.working_days import note_due

NOTICE = "Draft record, not the minutes."
REHEARSAL_NOTICE = f"Rehearsal: none of this happened in a meeting. {NOTICE}"
NO_NAMES: Mapping[str, str] = {}


def record(
    plan: Plan,
    entries: Sequence[Entry],
    posts: Sequence[Post],
    *,
    audience: Audience,
    exported_at: datetime,
    account_names: Mapping[str, str] = NO_NAMES,
    networks: Mapping[str, str] = NO_NAMES,
    links: Sequence[Link] = (),
    language: Language = "en",
    address: str = "",
) -> Record:
    """The record of a meeting as it stands. `links` are the same entries as the hash chain sees them.

    `address` is the public page's, and is left out of a rehearsal's record, whose address is a secret.

    The public's is told from the public's own fold, so that nothing private is in it to leak;
    it has the lines of the public page and no others. The internal one has every entry.
    """
    ours = fold(plan, entries)
    is_public = audience == "public"
    meeting = _public(plan, ours) if is_public else ours
    sources = Sources(meeting, ours, _by_entry(posts), account_names, networks, is_public, language)
    shown = [each for each in meeting.timeline if is_shown(each) or not is_public]
    told = lines(sources, shown)
    return Record(
        audience=audience,
        head=_head(meeting, exported_at, language, "" if plan.is_rehearsal else address),
        as_planned=(public_plan(meeting.plan) if is_public else meeting.plan).items,
        as_happened=items(sources, told),
        lines=told,
        seal=_seal(plan.meeting_id, meeting.seq, links),
        log=None if is_public else RecordLog(plan.meeting_id, tuple(links)),
        language=language,
        attendance=attendance(meeting, shown),
        interests=interests(meeting, shown),
        motions=motions(shown),
        videos=record_video.videos(meeting),
        index=record_video.index(meeting, language),
    )


def seal_text(meeting_id: str, seq: int, entry_hash: str) -> str:
    """What a public record publishes of the log up to entry `seq`.

    SHA-256, in hex, of the JSON list ["livemeeting seal", meeting id, seq, hash of that entry]. The meeting id is
    known to the council alone, so that nobody else can try guesses at what the hash stands for.
    """
    return payload_hash(canonical_json(["livemeeting seal", meeting_id, seq, entry_hash]))


def _public(plan: Plan, ours: Meeting) -> Meeting:
    public = fold(public_plan(plan), public_entries(ours))
    carry_over(ours, public)
    return public


def _by_entry(posts: Sequence[Post]) -> dict[int, list[Post]]:
    found: dict[int, list[Post]] = {}
    for post in posts:
        found.setdefault(post.seq, []).append(post)
    return found


def _seal(meeting_id: str, seq: int, links: Sequence[Link]) -> Seal:
    newest = next((each.hash for each in links if each.seq == seq), "")
    return Seal(seq, seal_text(meeting_id, seq, newest) if newest else "")


def to_milliseconds(at: datetime) -> datetime:
    """As exactly as files have it, so that a record read back is the same."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _head(meeting: Meeting, exported_at: datetime, language: Language, address: str) -> RecordHead:
    plan, status = meeting.plan, status_of(meeting)
    met = stamp(meeting, meeting.opened_at or plan.starts_at)
    return RecordHead(
        body=plan.body, title=plan.title, day=day_in(language, plan.starts_at, plan.timezone), venue=plan.venue,
        chair=meeting.chair, timezone=plan.timezone, epoch=plan.epoch, agenda_url=plan.agenda_url,
        status=status, status_word=say(language, STATUS_WORDS[status]), is_rehearsal=plan.is_rehearsal,
        notice=say(language, REHEARSAL_NOTICE if plan.is_rehearsal else NOTICE),
        planned=stamp(meeting, plan.starts_at),
        started=stamp(meeting, meeting.opened_at) if meeting.opened_at else None,
        closed=stamp(meeting, meeting.closed_at) if meeting.closed_at else None,
        exported=stamp(meeting, to_milliseconds(exported_at)), address=address,
        note_due=note_due(date.fromisoformat(met.date)).isoformat(), minutes=_minutes(meeting),
    )  # fmt: skip


def _minutes(meeting: Meeting) -> RecordMinutes | None:
    found = meeting.minutes
    told = meeting.told(found.seq) if found else None
    if found is None or told is None:
        return None
    return RecordMinutes(found.seq, stamp(meeting, told.at), found.url, found.signed)
