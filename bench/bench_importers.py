"""How well agendas are read, by kind of source, beside a reader that takes every line "number, title" for an item.

Run: python bench/bench_importers.py [FOLDER ...]. Without a folder, the set of agendas in bench/agendas.
A folder may also hold samples: a source beside a file <source>.expected.json that lists its items.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.agenda_corpus import FOLDER, Agenda, Expected, agendas
from bench.agenda_score import Got, Score, score
from livemeeting.domain.agenda import Draft
from livemeeting.domain.draft_tree import Branch, tree_of
from livemeeting.domain.refused import Refused
from livemeeting.importers import read_source

_NAIVE = re.compile(r"\s*(\d{1,3})[.)]?\s+(\S.*)")
_NAMES = {"text": ".txt", "html": ".html", "xml": ".xml", "word": ".docx", "pdf": ".pdf", "rtf": ".rtf"}


def draft_of(agenda: Agenda) -> Draft | None:
    """The draft the product makes, None where it refuses."""
    name = agenda.name if agenda.kind == "sample" else f"agenda{_NAMES[agenda.kind]}"
    try:
        return read_source(name, agenda.content).draft
    except Refused:
        return None


def items_of(agenda: Agenda) -> list[Got]:
    """What the product reads, without its headings."""
    draft = draft_of(agenda)
    return [_got(branch) for branch in tree_of(draft.items) if not branch.item.is_heading] if draft else []


def _got(branch: Branch) -> Got:
    item = branch.item
    return Got(item.number, item.title, item.restricted, tuple(_got(part) for part in branch.parts))


def read_naively(agenda: Agenda) -> list[Got]:
    """What the naive reader makes of the same bytes as text; nothing of a Word file, whose bytes are packed."""
    text = re.sub(r"<[^>]+>", "\n", agenda.content.decode("utf-8", "replace"))
    return [Got(match[1], match[2]) for line in text.split("\n") if (match := _NAIVE.fullmatch(line))]


def samples(folder: Path) -> Iterable[Agenda]:
    """The sources of a folder that stand beside a list of their items."""
    for listed in sorted(folder.glob("*.expected.json")):
        source = listed.with_name(listed.name.removesuffix(".expected.json"))
        document = json.loads(listed.read_text(encoding="utf-8"))
        yield Agenda(
            source.name, "sample", source.read_bytes(), document["system"],
            items=[_expected(item) for item in document["items"]],
            number_optional=bool(document.get("number_optional")),
        )  # fmt: skip


def _expected(item: dict[str, object]) -> Expected:
    parts = item.get("children")
    return Expected(
        None if item["number"] is None else str(item["number"]),
        str(item["title"]),
        bool(item.get("restricted")),
        [_expected(part) for part in parts] if isinstance(parts, list) else [],
    )


def report(scored: Sequence[tuple[Agenda, Score, Score, float]]) -> None:
    """One line for each agenda that lost something, then the means by kind."""
    for agenda, ours, _, _ in scored:
        missed = ours.restricted - ours.restricted_found
        if min(ours.f1, ours.whole, ours.order) < 1 or missed or ours.false_alarms:
            print(
                f"  {agenda.name}.{agenda.kind}: F1 {ours.f1:.2f}, with parts {ours.whole:.2f}, "
                f"order {ours.order:.2f}, restricted missed {missed}, false alarms {ours.false_alarms}"
            )
    kinds: dict[str, list[tuple[Score, Score, float]]] = defaultdict(list)
    for agenda, ours, naive, seconds in scored:
        for kind in (agenda.kind, "all"):
            kinds[kind].append((ours, naive, seconds))
    print("kind       n     F1  parts  order  naive  restricted found  false alarms  slowest")
    for kind, found in sorted(kinds.items(), key=lambda each: each[0] == "all"):
        print(f"{kind:8} {len(found):3} {_means(found)}")


def _means(found: Sequence[tuple[Score, Score, float]]) -> str:
    count = len(found)
    f1, whole, order = (
        sum(getattr(ours, name) for ours, _, _ in found) / count for name in ("f1", "whole", "order")
    )
    naive = sum(each.f1 for _, each, _ in found) / count
    private = f"{sum(s.restricted_found for s, _, _ in found)} of {sum(s.restricted for s, _, _ in found)}"
    public = sum(s.items - s.restricted for s, _, _ in found)
    alarms = f"{sum(s.false_alarms for s, _, _ in found)} of {public}"
    slowest = max(seconds for _, _, seconds in found)
    return f"{f1:6.3f} {whole:6.3f} {order:6.3f} {naive:6.3f} {private:>17} {alarms:>13} {slowest:7.2f}s"


def main(folders: Sequence[str]) -> None:
    """Score every agenda of the folders."""
    scored = []
    for folder in [Path(name) for name in folders] or [FOLDER]:
        for agenda in [*agendas(folder), *samples(folder)]:
            started = time.perf_counter()
            got = items_of(agenda)
            seconds = time.perf_counter() - started
            optional = agenda.number_optional
            naive = score(agenda.items, read_naively(agenda), number_optional=optional)
            scored.append((agenda, score(agenda.items, got, number_optional=optional), naive, seconds))
    report(scored)


if __name__ == "__main__":
    main(sys.argv[1:])
