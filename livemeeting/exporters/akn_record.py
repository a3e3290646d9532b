"""The record as an Akoma Ntoso 3.0 debate: sections in the order of the night, each line in one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from livemeeting.domain.record_shape import Record, RecordLine
from livemeeting.exporters.csv_record import correction_words

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGES = {"en": "eng", "cy": "cym"}
#: What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets).
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CHANGES_ITEM = ("ItemStarted",)


@dataclass
class Section:
    """Lines in a row of one stay at an item, or outside any."""

    number: str
    title: str
    lines: list[RecordLine] = field(default_factory=list)


def write(record: Record) -> bytes:
    """UTF-8. Every line is a `narrative` with its `recordedTime`; sections are stays at items."""
    root = Element("akomaNtoso", xmlns=NAMESPACE)
    debate = SubElement(root, "debate", name="debate")
    _meta(SubElement(debate, "meta"), record)
    preface = SubElement(debate, "preface")
    for text in (record.head.body, record.head.title, record.head.day, record.head.notice):
        SubElement(preface, "p").text = _clean(text) or "–"
    body = SubElement(debate, "debateBody")
    for place, section in enumerate(_sections(record), start=1):
        _section(body, record, place, section)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _sections(record: Record) -> list[Section]:
    found = [Section("", record.head.title)]
    for line in record.lines:
        if line.kind in CHANGES_ITEM and line.in_force and line.item_ids:
            found.append(Section(line.item_numbers[0], line.item_titles[0]))
        found[-1].lines.append(line)
    return found


def _section(body: Element, record: Record, place: int, section: Section) -> None:
    element = SubElement(
        body, "debateSection", name="item" if place > 1 else "opening", eId=f"dbsect_{place}"
    )
    if section.number:
        SubElement(element, "num").text = _clean(section.number)
    SubElement(element, "heading").text = _clean(section.title)
    for line in section.lines:
        narrative = SubElement(element, "narrative", eId=f"entry_{line.seq}")
        at = line.made.at.strftime("%Y-%m-%dT%H:%M:%SZ")
        time = SubElement(narrative, "recordedTime", time=at)
        mended = "".join(f" [{correction_words(each)}]" for each in line.corrections)
        time.text, time.tail = line.made.time, f" {_clean(line.sentence + mended)}"
        if line.video is not None:
            link = SubElement(narrative, "a", href=_clean(line.video.url or f"#entry_{line.seq}"))
            link.text = line.video.offset
    if not section.lines:
        SubElement(element, "narrative").text = record.say("Nothing has been recorded yet.")


def _meta(meta: Element, record: Record) -> None:
    head = record.head
    identification = SubElement(meta, "identification", source="#livemeeting")
    date = (head.started or head.planned).date
    work = f"/akn/gb/debate/{date}/{_slug(head.epoch)}"
    expression = f"{work}/{LANGUAGES[record.language]}@{head.exported.date}"
    _level(SubElement(identification, "FRBRWork"), work, date, "meeting")
    SubElement(identification[0], "FRBRcountry", value="gb")
    _level(SubElement(identification, "FRBRExpression"), expression, head.exported.date, "export")
    SubElement(identification[1], "FRBRlanguage", language=LANGUAGES[record.language])
    _level(SubElement(identification, "FRBRManifestation"), f"{expression}.akn", head.exported.date, "export")
    references = SubElement(meta, "references", source="#livemeeting")
    for name, says in (("livemeeting", "livemeeting"), ("body", head.body)):
        SubElement(
            references,
            "TLCOrganization",
            eId=name,
            href=f"/ontology/organization/{name}",
            showAs=_clean(says) or "–",
        )


def _level(level: Element, uri: str, date: str, name: str) -> None:
    SubElement(level, "FRBRthis", value=f"{uri}/!main")
    SubElement(level, "FRBRuri", value=uri)
    SubElement(level, "FRBRdate", date=date, name=name)
    SubElement(level, "FRBRauthor", href="#body")


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-") or "meeting"


def _clean(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)
