"""The PDF of a very long record: the same words in lighter tags."""

from __future__ import annotations

import io

import pikepdf
import pytest

from livemeeting.exporters import pdf_paper
from livemeeting.exporters.paper import Bullet, Bullets, Heading, Paper, Row, Table, Words, cell, words
from tests.exporters.readers import pdf_text


def paper_of(rows: int) -> Paper:
    """A paper with a list of an item, and a table of that many rows."""
    stays = Bullets((Bullet((words("Taken 18:00:00"),)), Bullet((words("Amendment A: lost."),), 1)))
    many = Bullets(tuple(Bullet((words(f"Motion {number}"),)) for number in range(rows)))
    table = Table(
        "Everything", ("Entry", "What"), tuple(Row((cell(f"E{n}."), cell("Said"))) for n in range(rows)), (20, 80)
    )  # fmt: skip
    return Paper(
        language="en", title="Full Council", kind="Draft record", author="Calderbeck", notices=(words("Draft"),),
        under_title="Tonight", blocks=(Heading("By item"), stays, many, table), foot=(Words(()),),
    )  # fmt: skip


@pytest.mark.parametrize("rows", [10, 1200])
def test_a_long_paper_says_everything_in_the_same_order_as_a_short_one(rows: int) -> None:
    text = " ".join(pdf_text(pdf_paper.write(paper_of(rows))).split())
    places = [
        text.index(f"{word}{end}") for word, end in [("Taken 18:00:00", ""), ("Amendment A: lost.", "")]
    ]
    places += [text.index(f"E{number}.") for number in range(rows)]
    assert places == sorted(places)
    assert all(f"Motion {number} " in text for number in range(rows))


def test_a_long_paper_is_tagged_with_a_paragraph_an_entry() -> None:
    rows = 1200
    with pikepdf.open(io.BytesIO(pdf_paper.write(paper_of(rows)))) as pdf:
        tags = [str(each.S) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
    assert tags.count("/P") >= 2 * rows
    assert "/LI" not in tags
