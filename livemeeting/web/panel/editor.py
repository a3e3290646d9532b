"""The agenda editor between two requests: all of it lives in its form, so that nothing unsaved is on the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from livemeeting.actions.prepare_agenda import Editable, Loaded
from livemeeting.domain.agenda import AgendaItem
from livemeeting.domain.agenda_acts import act_on, new_key
from livemeeting.domain.agenda_form import Row, rows_of_answers, rows_of_items
from livemeeting.domain.agenda_news import rows_of_draft
from livemeeting.domain.form_fault import Fault, Faulty
from livemeeting.domain.refused import Refused

#: The row a script copies for a new one; it puts the key in place of this one.
BLANK = Row(key="__key__")


@dataclass(frozen=True)
class Editor:
    """What the editor shows. `head_doubts` are about the meeting as a whole; `faults` were found on saving."""

    rows: tuple[Row, ...] = ()
    source: str = ""
    head_doubts: tuple[str, ...] = ()
    seen: str = ""
    faults: tuple[Fault, ...] = field(default=())
    refusal: str = ""
    is_saved: bool = False

    @property
    def lines(self) -> list[str]:
        """The source, line by line."""
        return self.source.split("\n") if self.source else []

    @property
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

    def fault(self, name: str) -> str:
        """What is wrong with a field, "" for nothing."""
        return " ".join(fault.sentence for fault in self.faults if fault.field == name)

    def acted(self, act: str) -> Editor:
        """The editor after one of its own buttons."""
        try:
            return replace(self, rows=act_on(self.rows, act))
        except Refused as refused:
            return self.refused(refused)

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
    )


def editor_of_saved(editable: Editable) -> Editor:
    """The editor on the saved agenda."""
    return Editor(rows=rows_of_items(editable.plan.items), seen=editable.fingerprint, is_saved=True)


def editor_of_loaded(loaded: Loaded, saved: Sequence[AgendaItem] = (), *, seen: str = "") -> Editor:
    """The editor on what an importer read. Raises Refused for more rows than it holds."""
    doubts = tuple(doubt.sentence for doubt in loaded.draft.doubts if doubt.row is None)
    return Editor(rows_of_draft(loaded.draft, saved), loaded.source, doubts, seen)


def shown(editor: Editor) -> dict[str, object]:
    """What every page with the editor hands to its template."""
    return {"editor": editor, "blank": BLANK, "untouched": Editor()}
