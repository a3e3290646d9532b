"""The two ways in: which importer reads a file, and how anything unreadable is refused."""

from __future__ import annotations

import pytest

from livemeeting.domain.refused import Refused
from livemeeting.importers import IMPORTERS, LARGEST_UPLOAD, MOST_ITEMS, Importer, read_pasted, read_upload

AGENDA = "1. Apologies\n2. Cofnodion – £3 ŵyn\n"


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.name)
def test_every_importer_is_named_has_suffixes_and_refuses_with_a_sentence(importer: Importer) -> None:
    assert importer.name and importer.title and all(suffix.startswith(".") for suffix in importer.suffixes)
    with pytest.raises(Refused, match=r"\.$"):
        importer.read(b"%PDF-1.7 \x00\xff")


def test_of_the_importers_with_one_suffix_all_but_the_last_can_tell_their_own_from_the_others() -> None:
    for suffix in {suffix for importer in IMPORTERS for suffix in importer.suffixes}:
        claiming = [importer for importer in IMPORTERS if suffix in importer.suffixes]
        assert not [importer.name for importer in claiming[:-1] if importer.recognises(b"{} <x/>")]


@pytest.mark.parametrize(
    "name", ["agenda.txt", "AGENDA.TXT", "agenda", "agenda.unknown", "C:\\papers\\agenda.md", ""]
)
def test_plain_text_is_read_whatever_the_file_is_called(name: str) -> None:
    assert len(read_upload(name, AGENDA.encode()).items) == 2


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b'\xef\xbb\xbf {"items": [{"title": "Roads"}]}', "Roads"),
        (b"title;restricted\nRoads;no\n", "Roads"),
        (b"items:\n- title: Roads\n", "Roads"),
    ],
)
def test_without_a_known_suffix_the_content_decides(content: bytes, title: str) -> None:
    assert read_upload("agenda.dat", content).items[0].title == title


@pytest.mark.parametrize("content", [b"", b"  \n\t ", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        read_upload("agenda.txt", content)


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_an_empty_paste_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="nothing in it"):
        read_pasted(text)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04\x14\x00", "a Word, Excel or zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an older Word or Excel file"),
        (b"\x89PNG\r\n", "a picture"),
    ],
)
@pytest.mark.parametrize("suffix", ["txt", "csv", "yaml", "json"])
def test_a_file_that_is_not_text_is_refused_by_its_kind(content: bytes, kind: str, suffix: str) -> None:
    with pytest.raises(Refused, match=kind):
        read_upload(f"agenda.{suffix}", content)


@pytest.mark.parametrize("content", [b"{\\rtf1 1. Apologies}", b"\n<!DOCTYPE html><p>1. Apologies"])
@pytest.mark.parametrize("suffix", ["txt", "csv", "yaml", "json", "docx", "pdf"])
def test_a_file_with_the_wrong_suffix_is_read_as_what_it_is(content: bytes, suffix: str) -> None:
    assert [item.title for item in read_upload(f"agenda.{suffix}", content).items] == ["Apologies"]


def test_text_with_a_mark_and_windows_text_are_both_read() -> None:
    assert read_upload("a.txt", b"\xef\xbb\xbf" + AGENDA.encode()).items[1].title == "Cofnodion – £3 ŵyn"
    windows = read_upload("a.txt", "1. Apologies\n2. Café – £3".encode("cp1252"))
    assert windows.items[1].title == "Café – £3"
    assert any("Windows" in doubt.sentence for doubt in windows.doubts)


def test_a_file_cut_off_inside_a_letter_is_refused() -> None:
    with pytest.raises(Refused, match="cut off"):
        read_upload("a.txt", "1. Apologies\n2. Café".encode()[:-1])


def test_wide_text_without_a_mark_is_refused() -> None:
    with pytest.raises(Refused, match="not plain text"):
        read_upload("a.txt", AGENDA.encode("utf-16-le"))


def test_bytes_of_no_alphabet_are_refused() -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read_upload("a.txt", b"1. Apologies \x81\x8d\n2. Close")


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(Refused, match="20 MB"):
        read_upload("a.txt", b"1. Apologies\n" + b" " * LARGEST_UPLOAD)


def test_more_items_than_a_meeting_can_hold_are_refused() -> None:
    with pytest.raises(Refused, match="501 items"):
        read_pasted("\n".join(f"{number}. Item" for number in range(1, MOST_ITEMS + 2)))


def test_a_header_without_rows_is_refused_and_never_silent() -> None:
    with pytest.raises(Refused, match="no items in this file"):
        read_upload("a.csv", b"number,title\n")
