"""Reading a JSON record back as the record it was written from, so that any other format can be made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from livemeeting.domain.agenda import AgendaItem, Paper
from livemeeting.domain.events import NamedVote, Tally
from livemeeting.domain.record_shape import (
    Audience,
    Record,
    RecordCorrection,
    RecordHead,
    RecordItem,
    RecordLine,
    RecordLog,
    RecordMinute,
    RecordMinutes,
    RecordPost,
    RecordVisit,
    Seal,
)
from livemeeting.domain.refused import Refused
from livemeeting.domain.video import VideoLink
from livemeeting.exporters.json_check import NOT_OURS, document_of, link_of
from livemeeting.exporters.json_read_parts import attendance, index, interests, motions, stamp, videos
from livemeeting.exporters.json_record import digest
from livemeeting.exporters.json_shape import Shape

T = TypeVar("T")

CHANGED = "This record was changed after its export. Ask `livemeeting verify` what was changed."


def read(content: bytes) -> Record:
    """The record of a file, exactly as it was. Raises Refused for a file that is no record, or was changed."""
    document = Shape(document_of(content))
    if digest(document.values) != document.values.get("digest"):
        raise Refused(CHANGED)
    try:
        return _record(document)
    except (ValueError, TypeError, KeyError):
        raise Refused(NOT_OURS) from None


def _record(shape: Shape) -> Record:
    audience = cast(Audience, shape.text("audience"))
    language = shape.text("language", "en")
    seal = shape.maybe("seal")
    return Record(
        audience=audience, head=_head(shape.part("meeting")),
        as_planned=tuple(_planned(each) for each in shape.parts("agenda")),
        as_happened=tuple(_item(each) for each in shape.parts("items")),
        lines=tuple(_line(each) for each in shape.parts("lines")),
        seal=Seal(seal.number("seq"), seal.text("text")) if seal else Seal(_newest(shape), ""),
        log=_log(shape.maybe("log")), language="cy" if language == "cy" else "en",
        attendance=attendance(shape), interests=interests(shape), motions=motions(shape),
        videos=videos(shape), index=index(shape),
    )  # fmt: skip


def _newest(shape: Shape) -> int:
    return 0 if shape.values.get("log") is None else shape.part("log").number("newest_seq")


def _log(shape: Shape | None) -> RecordLog | None:
    if shape is None:
        return None
    return RecordLog(shape.text("meeting_id"), tuple(link_of(each.values) for each in shape.parts("entries")))


def _head(shape: Shape) -> RecordHead:
    text = shape.text
    planned, exported = shape.part("planned"), shape.part("exported")
    return RecordHead(
        body=text("body"), title=text("title"), day=text("day"), venue=text("venue"), chair=text("chair"),
        timezone=text("timezone"), epoch=text("epoch"), agenda_url=text("agenda_url"), status=text("status"),
        status_word=text("status_word"), is_rehearsal=shape.yes("is_rehearsal"), notice=text("notice"),
        planned=stamp(planned), started=_maybe(shape, "started", stamp), closed=_maybe(shape, "closed", stamp),
        exported=stamp(exported), address=text("address", ""), note_due=text("note_due", ""),
        minutes=_maybe(shape, "minutes", _minutes),
    )  # fmt: skip


def _minutes(shape: Shape) -> RecordMinutes:
    return RecordMinutes(shape.number("seq"), stamp(shape), shape.text("url"), shape.text("signed"))


def _maybe(shape: Shape, name: str, read: Callable[[Shape], T]) -> T | None:
    found = shape.maybe(name)
    return None if found is None else read(found)


def _planned(shape: Shape) -> AgendaItem:
    return AgendaItem(
        id=shape.text("id"), number=shape.text("number"), title=shape.text("title"),
        plain_title=shape.text("plain_title"), is_heading=shape.yes("is_heading"),
        restricted=shape.yes("is_restricted"),
        restricted_reason=shape.text("restricted_reason", ""), withdrawn=shape.yes("is_withdrawn"),
        level=shape.maybe_number("level") or 0,
        papers=tuple(Paper(each.text("title"), each.text("url")) for each in shape.parts("papers")),
    )  # fmt: skip


def _item(shape: Shape) -> RecordItem:
    return RecordItem(
        id=shape.text("id"), number=shape.text("number"), title=shape.text("title"),
        formal_title=shape.text("formal_title"), is_heading=shape.yes("is_heading"),
        is_restricted=shape.yes("is_restricted"), is_urgent=shape.yes("is_urgent"), state=shape.text("state"),
        state_word=shape.text("state_word"), outcomes=shape.texts("outcomes"),
        visits=tuple(_visit(each) for each in shape.parts("visits")), lines=shape.numbers("lines"),
        minute=_maybe(shape, "minute", _minute),
    )  # fmt: skip


def _minute(shape: Shape) -> RecordMinute:
    mended = tuple(_correction(each) for each in shape.parts("corrections"))
    return RecordMinute(shape.number("seq"), shape.text("number"), mended)


def _visit(shape: Shape) -> RecordVisit:
    return RecordVisit(
        seq=shape.number("seq"), started=stamp(shape.part("started")), ended=_maybe(shape, "ended", stamp),
        video=_maybe(shape, "video", _video), is_private=shape.yes("is_private"),
    )  # fmt: skip


def _video(shape: Shape) -> VideoLink:
    return VideoLink(shape.text("offset"), shape.text("url"))


def _tally(shape: Shape) -> Tally:
    return Tally(shape.number("for"), shape.number("against"), shape.number("abstained"))


def _line(shape: Shape) -> RecordLine:
    items = shape.parts("items")
    return RecordLine(
        seq=shape.number("seq"), made=stamp(shape), kind=shape.text("kind"),
        item_ids=tuple(each.text("id") for each in items), item_numbers=tuple(each.text("number") for each in items),
        item_titles=tuple(each.text("title") for each in items), sentence=shape.text("sentence"),
        actor=shape.text("actor", ""), outcome=shape.text("outcome"), tally=_maybe(shape, "tally", _tally),
        casting_vote=shape.text("casting_vote"),
        votes=tuple(NamedVote(each.text("member"), each.text("vote")) for each in shape.parts("votes")),
        video=_maybe(shape, "video", _video), is_private=shape.yes("is_private", False),
        in_force=shape.yes("in_force", True), undone_by=shape.maybe_number("undone_by"),
        corrects=shape.maybe_number("corrects"),
        corrections=tuple(_correction(each) for each in shape.parts("corrections")),
        is_removed=shape.yes("is_removed"), removed_because=shape.text("removed_because"),
        clock_jumped=shape.yes("clock_jumped"), posts=tuple(_post(each) for each in shape.parts("posts")),
    )  # fmt: skip


def _correction(shape: Shape) -> RecordCorrection:
    return RecordCorrection(
        shape.number("seq"), stamp(shape), shape.text("before"), shape.text("after"), shape.text("reason"),
        shape.text("actor", ""),
    )  # fmt: skip


def _post(shape: Shape) -> RecordPost:
    text = shape.text
    return RecordPost(
        channel=text("channel"), account=text("account"), text=text("text"), state=text("state"),
        state_words=text("state_words"), sent=_maybe(shape, "sent", stamp), url=text("url"), reason=text("reason", ""),
    )  # fmt: skip
