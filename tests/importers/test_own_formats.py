"""Our own CSV, YAML and JSON: the columns, and everything that can be wrong with a file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time

import pytest

from livemeeting.domain.agenda import Draft, DraftItem, Paper
from livemeeting.domain.refused import Refused
from livemeeting.importers import read_pasted, read_upload


def csv_draft(text: str) -> Draft:
    return read_upload("agenda.csv", text.encode())


def yaml_draft(text: str) -> Draft:
    return read_upload("agenda.yaml", text.encode())


def json_draft(value: object) -> Draft:
    return read_upload("agenda.json", json.dumps(value).encode())


def sentences(draft: Draft) -> str:
    return " ".join(doubt.sentence for doubt in draft.doubts)


FULL_ROW = DraftItem(
    number="12.10",
    title="Library Service Review",
    plain_title="Library hours",
    restricted=True,
    restricted_reason="Paragraph 3",
    withdrawn=True,
    papers=(Paper("Report", "https://calderbeck.example/12.pdf"),),
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_csv_row_is_read_whole_with_any_delimiter(delimiter: str, mark: str) -> None:
    names = "number,title,plain_title,heading,restricted,reason,withdrawn,paper_url,paper_title"
    row = "12.10,Library Service Review,Library hours,no,YES,Paragraph 3,1,https://calderbeck.example/12.pdf,Report"
    draft = csv_draft(mark + f"{names}\n{row}\n".replace(",", delimiter))
    assert draft.items == (replace(FULL_ROW, line=2),)


def test_a_yaml_item_is_read_whole_and_its_number_stays_as_written() -> None:
    text = (
        "items:\n- number: 12.10\n  title: Library Service Review\n  plain_title: Library hours\n  restricted: yes\n"
        "  reason: Paragraph 3\n  withdrawn: true\n  papers:\n  - title: Report\n    url: https://calderbeck.example/12.pdf\n"
    )
    assert yaml_draft(text).items == (FULL_ROW,)


def test_a_json_item_is_read_whole_and_its_number_stays_as_written() -> None:
    text = (
        '{"items": [{"number": 12.10, "title": "Library Service Review", "plain_title": "Library hours", '
        '"restricted": true, "reason": "Paragraph 3", "withdrawn": "x", '
        '"papers": [{"title": "Report", "url": "https://calderbeck.example/12.pdf"}]}]}'
    )
    assert read_upload("agenda.json", text.encode()).items == (FULL_ROW,)


def test_the_head_of_a_yaml_agenda_is_read() -> None:
    draft = yaml_draft(
        "body: Cabinet\ntitle: Special meeting\ndate: 2026-11-25\ntime: 18:30\nvenue: Town Hall\n"
        "webcast_url: https://www.youtube.com/watch?v=abcdefghijk\nhashtag: '#Calderbeck'\n"
        "members: [Cllr Siân Pwll, Cllr Llŷr Gwilt]\nitems: [{title: Apologies}]\n"
    )
    assert (draft.body, draft.title, draft.venue) == ("Cabinet", "Special meeting", "Town Hall")
    assert (draft.date, draft.start_time) == (date(2026, 11, 25), time(18, 30))
    assert (draft.members, draft.hashtag) == (("Cllr Siân Pwll", "Cllr Llŷr Gwilt"), "#Calderbeck")
    assert draft.webcast_url == "https://www.youtube.com/watch?v=abcdefghijk"
    assert (draft.doubts, draft.confidence) == ((), 1.0)


def test_a_head_that_cannot_be_relied_on_is_a_doubt() -> None:
    draft = json_draft(
        {
            "date": "Monday 25 November 2026",
            "time": "7:30",
            "webcast_url": "javascript:1",
            "items": [{"title": "A"}],
        }
    )
    assert (draft.date, draft.start_time, draft.webcast_url) == (None, None, "")
    assert "is a Wednesday" in sentences(draft)
    assert "'7:30' is not a time" in sentences(draft)
    assert "javascript:1" in sentences(draft)


@pytest.mark.parametrize("header", ["1,Apologies", "number;name", "Agenda for Wednesday"])
def test_a_wrong_header_is_explained_with_the_columns(header: str) -> None:
    with pytest.raises(Refused, match=r"'title' must be one of them.*paper_url"):
        csv_draft(f"{header}\n2,Minutes\n")


def test_a_column_named_twice_is_refused() -> None:
    with pytest.raises(Refused, match="'title' twice"):
        csv_draft("title,title\nA,B\n")


def test_column_names_may_be_written_as_people_write_them() -> None:
    assert (
        csv_draft("Number,Title,Plain title\n1,Apologies,Who is away\n").items[0].plain_title == "Who is away"
    )


def test_excels_separator_line_is_skipped() -> None:
    assert csv_draft("sep=;\nnumber;title\n1;Apologies\n").items[0].title == "Apologies"


def test_quoted_commas_and_line_breaks_stay_in_their_cell() -> None:
    items = csv_draft('number,title\n1,"Roads, bridges\nand ""paths"""\n2,Close\n').items
    assert [item.title for item in items] == ['Roads, bridges and "paths"', "Close"]
    assert [item.line for item in items] == [2, 4]


def test_a_row_with_too_many_cells_is_a_doubt() -> None:
    draft = csv_draft("number,title\n1,Apologies\n2,Roads, bridges\n")
    assert any(doubt.row == 1 and "more cells" in doubt.sentence for doubt in draft.doubts)


def test_a_csv_cut_off_in_a_quotation_is_refused() -> None:
    with pytest.raises(Refused, match="quotation mark is missing"):
        csv_draft('number,title\n1,"Apolog')


@pytest.mark.parametrize("word", ["yes", "Yes", "TRUE", "y", "1", "x", "ie"])
def test_restricted_is_understood(word: str) -> None:
    assert csv_draft(f"title,restricted\nDepot,{word}\n").items[0].restricted


@pytest.mark.parametrize("word", ["maybe", "to be confirmed", "part", "?", "2"])
def test_an_unknown_value_of_restricted_means_restricted_with_a_doubt(word: str) -> None:
    draft = csv_draft(f"title,restricted\nDepot,{word}\n")
    assert draft.items[0].restricted
    assert any(doubt.row == 0 and word in doubt.sentence for doubt in draft.doubts)


@pytest.mark.parametrize("value", [["yes"], {"a": 1}, 3.5])
def test_restricted_given_as_something_else_means_restricted(value: object) -> None:
    assert json_draft({"items": [{"title": "Depot", "restricted": value}]}).items[0].restricted


def test_an_item_the_file_calls_public_is_still_restricted_by_its_words() -> None:
    draft = csv_draft("title,restricted\nDepot (exempt),no\n")
    assert draft.items[0].restricted
    assert "The file says it is public" in sentences(draft)


def test_an_unmarked_item_after_the_exclusion_is_restricted_and_one_called_public_is_asked_about() -> None:
    draft = csv_draft("title,restricted\nExclusion of the press and public,\nDepot,\nClose,no\n")
    assert [item.restricted for item in draft.items] == [False, True, False]
    assert any(doubt.row == 2 and "the file says it is public" in doubt.sentence for doubt in draft.doubts)


def test_restricted_given_twice_in_json_means_restricted_with_a_doubt() -> None:
    text = b'{"items": [{"title": "Depot", "restricted": true, "restricted": false}]}'
    draft = read_upload("agenda.json", text)
    assert draft.items[0].restricted
    assert "'restricted' is given twice" in sentences(draft)


def test_keys_given_twice_are_a_doubt_in_json_and_yaml() -> None:
    assert "'title' is given twice" in sentences(
        read_upload("a.json", b'{"items": [{"title": "A", "title": "B"}]}')
    )
    assert "'title' is given twice" in sentences(yaml_draft("items:\n- title: A\n  title: B\n"))


def test_what_is_not_used_is_named() -> None:
    assert "'speaker'" in sentences(csv_draft("title,speaker\nApologies,Chair\n"))
    assert "'speaker'" in sentences(json_draft({"items": [{"title": "Apologies", "speaker": "Chair"}]}))
    assert "'chair'" in sentences(json_draft({"chair": "Cllr Pwll", "items": [{"title": "Apologies"}]}))


def test_a_paper_that_is_no_web_address_is_left_out_with_a_doubt() -> None:
    draft = json_draft(
        {"items": [{"title": "A", "papers": ["javascript:alert(1)", "https://calderbeck.example/a"]}]}
    )
    assert draft.items[0].papers == (Paper("", "https://calderbeck.example/a"),)
    assert "javascript:alert(1)" in sentences(draft)


def test_several_papers_fit_one_csv_row() -> None:
    draft = csv_draft("title,paper_url,paper_title\nA,https://a.example/1 https://a.example/2,Report|Map\n")
    assert draft.items[0].papers == (
        Paper("Report", "https://a.example/1"),
        Paper("Map", "https://a.example/2"),
    )


def test_a_row_without_a_title_is_kept_with_a_doubt() -> None:
    assert "has no title" in sentences(csv_draft("number,title\n1,Apologies\n2,\n"))


@pytest.mark.parametrize("text", ["a: &a [x]\nitems: [*a, *a]", "items: &i [{title: A}]\nmore: *i"])
def test_yaml_references_are_refused_so_that_they_cannot_multiply(text: str) -> None:
    with pytest.raises(Refused, match="references"):
        yaml_draft(text)


@pytest.mark.parametrize("name", ["agenda.yaml", "agenda.json"])
def test_a_file_nested_too_deeply_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="nested too deeply"):
        read_upload(name, b'{"items": ' + b"[" * 50_000)


def test_yaml_tags_make_nothing_but_text() -> None:
    assert yaml_draft("items:\n- title: !!python/name:os.system Roads\n").items[0].title == "Roads"


@pytest.mark.parametrize(
    ("name", "text"), [("a.yaml", "items:\n- title: 'Apol"), ("a.json", '{"items": [\n{"title": "Apol')]
)
def test_a_cut_off_file_is_refused_with_its_line(name: str, text: str) -> None:
    with pytest.raises(Refused, match=r"stops making sense at line [23]"):
        read_upload(name, text.encode())


@pytest.mark.parametrize(
    "text", ["just words", "{}", '{"items": "none"}', '{"items": []}', "[]", '{"items": [null]}']
)
def test_json_without_items_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="item"):
        read_upload("a.json", text.encode().replace(b"just words", b'"just words"'))


def test_pasting_one_of_our_own_formats_is_understood() -> None:
    assert read_pasted('{"items": [{"title": "Apologies"}]}').items[0].title == "Apologies"
    assert read_pasted("number,title\n1,Apologies\n").items[0].number == "1"
    assert read_pasted("body: Cabinet\nitems:\n- title: Apologies\n").body == "Cabinet"
