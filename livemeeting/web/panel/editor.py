"""The agenda editor between two requests: all of it lives in its form, so that nothing unsaved is on the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from werkzeug.datastructures import MultiDict

from livemeeting.actions.agenda_sources import Loaded
from livemeeting.actions.prepare_agenda import Editable
from livemeeting.domain.agenda import AgendaItem, Plan
from livemeeting.domain.agenda_acts import act_on, new_key
from livemeeting.domain.agenda_form import Row, rows_of_answers, rows_of_items
from livemeeting.domain.agenda_news import head_doubts, head_news, news_of_draft
from livemeeting.domain.form_fault import Fault, Faulty
from livemeeting.domain.refused import Refused

#: The row a script copies for a new one; it puts the key in place of this one.
BLANK = Row(key="__key__")


@dataclass(frozen=True)
class Editor:
    """What the editor shows. `head_doubts` are about the meeting as a whole; `faults` were found on saving.

    `is_addition` says that so little of the saved agenda was read that the rest of it stays. `settled` are the ids
    of items that a meeting under way (`is_tonight`) has had before it, which stay whatever is read.
    """

    rows: tuple[Row, ...] = ()
    source: str = ""
    head_doubts: tuple[str, ...] = ()
    seen: str = ""
    faults: tuple[Fault, ...] = field(default=())
    refusal: str = ""
    is_saved: bool = False
    is_addition: bool = False
    is_tonight: bool = False
    settled: frozenset[str] = frozenset()

    @property
    def lines(self) -> list[str]:
        """The source, line by line."""
        return self.source.split("\n") if self.source else []

    @cached_property
    def next_key(self) -> str:
        """The key of the next row that a script adds."""
        return new_key(self.rows)

    @property
    def places(self) -> dict[str, int]:
        """The place of each row that is not deleted, from 1, by its key."""
        shown = [row.key for row in self.rows if not row.is_deleted]
        return {key: place for place, key in enumerate(shown, 1)}

    @property
    def doubtful(self) -> list[Row]:
        """The rows with something to check."""
        return [row for row in self.rows if row.doubts and not row.is_deleted]

    @property
    def fresh(self) -> list[Row]:
        """The rows that are new or changed."""
        return [row for row in self.rows if row.news in ("new", "changed") and not row.is_deleted]

    @property
    def gone(self) -> list[Row]:
        """The saved rows that were not in what was read."""
        return [row for row in self.rows if row.news == "gone"]

    @property
    def has_news(self) -> bool:
        """Whether this is a newer agenda beside a saved one."""
        return bool(self.fresh or self.gone)

    @property
    def news_words(self) -> str:
        """'1 new, 2 changed, 3 not in it, 20 the same'."""
        count = {kind: sum(row.news == kind for row in self.rows) for kind in ("new", "changed", "gone", "")}
        words = (("new", "new"), ("changed", "changed"), ("gone", "not in it"), ("", "the same"))
        return ", ".join(f"{count[kind]} {said}" for kind, said in words if count[kind])

    def may_move(self, row: Row) -> bool:
        """Whether a row may go to another place: the order of a running meeting is its own."""
        return not (self.is_tonight and row.id)

    def may_go(self, row: Row) -> bool:
        """Whether a row may be deleted."""
        return row.id not in self.settled

    def fault(self, name: str) -> str:
        """What is wrong with a field, "" for nothing."""
        return " ".join(fault.sentence for fault in self.faults if fault.field == name)

    def acted(self, act: str, saved: Sequence[AgendaItem] = ()) -> Editor:
        """The editor after one of its own buttons. What has been before the meeting neither moves nor goes."""
        verb, _, key = act.partition(":")
        row = next((each for each in self.rows if each.key == key), None)
        if row is not None and verb in ("up", "down", "in", "out") and not self.may_move(row):
            return self.refused(Refused("The running order is changed from the control panel."))
        if row is not None and verb in ("delete", "join") and not self.may_go(row):
            return self.refused(Refused(f"{row.name} has been before the meeting, so it stays."))
        try:
            rows = act_on(self.rows, act, saved)
        except Refused as refused:
            return self.refused(refused)
        is_addition = {"whole": False, "addition": True}.get(act, self.is_addition)
        stay = tuple(replace(each, is_deleted=False) if not self.may_go(each) else each for each in rows)
        return replace(self, rows=stay, is_addition=is_addition)

    def refused(self, problem: Refused) -> Editor:
        """The same editor with what could not be saved beside its field."""
        if isinstance(problem, Faulty):
            return replace(self, faults=(*self.faults, *problem.faults))
        return replace(self, refusal=problem.sentence)


def editor_of_form(form: MultiDict[str, str]) -> Editor:
    """The editor as the officer's browser sends it back."""
    return Editor(
        rows=rows_of_answers(form.to_dict(flat=False)),
        source=form.get("source", "").replace("\r\n", "\n"),
        head_doubts=tuple(form.getlist("head_doubt")),
        seen=form.get("seen", ""),
        is_addition=bool(form.get("addition")),
    )


def editor_of_saved(editable: Editable) -> Editor:
    """The editor on the saved agenda."""
    return Editor(rows=rows_of_items(editable.plan.items), seen=editable.fingerprint, is_saved=True)


def editor_of_loaded(loaded: Loaded, plan: Plan | None = None, *, seen: str = "") -> Editor:
    """The editor on what was read, beside what `plan` has so far. Raises Refused for more rows than it holds."""
    draft = loaded.draft
    news = news_of_draft(draft, plan.items if plan else ())
    if plan is None:
        said = tuple(doubt.sentence for doubt in draft.doubts if doubt.row is None)
    else:
        said = (*head_news(draft, plan), *head_doubts(draft))
    return Editor(news.rows, loaded.source, said, seen, is_addition=news.is_addition)


def shown(editor: Editor) -> dict[str, object]:
    """What every page with the editor hands to its template."""
    return {"editor": editor, "blank": BLANK, "untouched": Editor(is_tonight=editor.is_tonight)}
