"""What a line without a number is on the page: page furniture, a heading, a sign-off, a wrapped title."""

from __future__ import annotations

import re

from livemeeting.importers.dates import find_dates

_MARKER = re.compile(
    r"(?:(?:public|formal|the|council|draft|regular|ordinary|special|annual|meeting) ){0,3}"
    r"a ?g ?e ?n ?d ?a(?: items?)?(?: [-–] (?:public"
    r"|part (?:1|i|one)))?\s?[:.-]?"
    r"|(?:agenda ?/ ?)?(?:c ?l ?[áa] ?r|rhaglen)(?: ?/ ?agenda)?:?"
    r"|orders? of (?:business|the day):?|(?:items of )?business(?: to be transacted)?:?",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:page|p\.) ?\d+(?: ?(?:of|/) ?\d+)?|[-–—] ?\d+ ?[-–—]|\(?pages? (?:no\.? )?\d+ ?(?:(?:-|–|—"
    r"|to) ?\d+)?\)?"
    r"|\d+ ?[-–—] ?\d+|[-_=*.·~ ]{3,}|(?:item )?(?:no\.? )?(?:title|subject)? ?page(?:s|\(s\)| no\.?s?)?"
    r"|share this item|\d{1,2}(?:[:.]\d\d)? ?[ap]\.? ?m\.?:?|(?:file|agenda) (?:no|number|id)\.?:? ?[\w-]+",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:tel(?:ephone)?|phone|mobile|fax|e-?mail|website|web|contact|enquiries)\b ?(?:no\.?|number)? ?[:.]"
    r"|\S{1,100}@\S{3,100}\s*$|\+?[\d ()]{9,20}$",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[A-Z]{2} \d{5}$|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_STREET = re.compile(
    r"[\w'’. ]{2,40} (?:street|st\.?|road|rd\.?|lane|avenue|ave\.?|close|drive|way|terrace|place"
    r"|crescent|square|row|hill"
    r"|green|court|gardens|park)(?:,.*)?\.?",
    re.IGNORECASE,
)
_OFFICER = r"(?:clerk|chief executive|proper officer|monitoring officer|head of paid service)\b"
_SIGN_OFF = re.compile(
    r"(?:signed|yours (?:faithfully|sincerely)|by order"
    r"|dated?:? (?=\d|this\b|the \d|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    rf"|(?:(?:acting|deputy|parish|town) )*{_OFFICER}.{{0,60}}$"
    rf"|[^,]{{3,40}}, ?(?:\w+ )?{_OFFICER}.{{0,40}}$"
    r"|(?:all )?members of the (?:public|press)\b.{0,80}(?:welcome|attend|invited))",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"(?:(?:guidance |explanatory )?notes?(?: (?:for|to) .{2,60})?|membership.{0,40}"
    r"|members of the (?:committee|council|cabinet"
    r"|panel|board)|distribution|circulation|information for (?:the public|members|visitors)|(?:fire"
    r"|emergency) (?:alarm|evacuation|exit|procedure|drill|safety|arrangements|information).{0,40}"
    r"|filming.{0,60}|recording of meetings.{0,40}|access to information|to:?"
    r"|to (?:all )?members.{0,60})\s?:?",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:agenda )?part ?(?:\d|[ivx]{1,4}|[a-d]|one|two|three|four)\b.{0,70}"
    r"|(?:exempt|confidential|public|private|restricted|information|consent|urgent|statutory|closed|open) "
    r"(?:items?|business|matters|session|information|agenda|reports?)(?: .{0,50})?"
    r"|(?:items|matters|reports|business|motions|questions) (?:for|of|on|to be|from|referred) .{2,60}",
    re.IGNORECASE,
)
_BODY_NAME = re.compile(
    r"\b(?:council|committee|cabinet|panel|board|commission|forum|executive|assembly|authority|meeting)$",
    re.IGNORECASE,
)
_BUSINESS = re.compile(
    r"\b(?:consent|hearings?|business|standing|opening|items?|reports?|matters|decisions?|information|routine|procedural"
    r"|preliminar\w+|ceremonial|presentations?|proclamations?|ordinances?|resolutions?|motions?|questions?|closed|public"
    r"|exempt|confidential|calendar)\b",
    re.IGNORECASE,
)
_MOTION_TEXT = re.compile(
    r"\b(?:this|the) (?:\w+ )?(?:council|committee|cabinet)\b.{0,40}\b(?:notes|believes|resolves"
    r"|calls|agrees|welcomes"
    r"|requests|recognises|further|instructs|is recommended|condemns)\b|^\W{0,3}(?:recommend(?:ed"
    r"|ation|ations)|resolved)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:file|recommend\w*|attachments?|sponsors?|present(?:er|ed by)|contact|reports? (?:of|by|from|attached)|wards?"
    r"|author|lead|staff|actions?|background|summary|purpose|cost|fiscal|appendi\w+|documents?|notes?|decision"
    r"|\([A-Za-z ]{0,20}(?:attached|enclosed|to follow|circulated|herewith))\b|[A-Z][\w' ]{2,24}: ",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"(?:[,(&/–—-]|\b(?:a|an|and|or|of|the|to|for|in|on|at|by|with|from|as|that|which|its|their|into"
    r"|under|between|upon|any"
    r"|is|are|be|been|held|dated|regarding|concerning|including|re|no|nos|cllr|councillor|mr|mrs|ms|dr))$",
    re.IGNORECASE,
)


def is_agenda_marker(text: str) -> bool:
    """Whether the line says AGENDA (or the like) and nothing else."""
    return len(text) <= 40 and bool(_MARKER.fullmatch(text))


def is_furniture(text: str) -> bool:
    """Whether the line belongs to the page: its number, a rule, a telephone number, an e-mail address."""
    return bool(_FURNITURE.fullmatch(text) or _CONTACT.match(text))


def is_bare_date(text: str) -> bool:
    """Whether the line is a date and nothing else."""
    if len(text) > 50:
        return False
    dates = find_dates(text)
    return len(dates) == 1 and len(dates[0].words) >= len(text.strip(" .,")) - 2


def is_address(text: str) -> bool:
    """Whether what follows a number reads as a street and not as a title."""
    return (len(text) < 90 and bool(_POSTCODE.search(text))) or bool(_STREET.fullmatch(text[:120]))


def is_sign_off(text: str) -> bool:
    """Whether the line signs or closes the notice."""
    return len(text) <= 160 and bool(_SIGN_OFF.match(text))


def opens_notes(text: str) -> bool:
    """Whether the line heads notes, a membership or other lists whose numbers are not items."""
    return len(text) <= 70 and bool(_NOTES.fullmatch(text))


def is_section(text: str) -> bool:
    """Whether the line is the name of a part of the agenda."""
    return len(text) <= 90 and not text.endswith((".", ",")) and bool(_SECTION.fullmatch(text))


def names_a_body(text: str) -> bool:
    """Whether the line ends as the name of a council or committee does."""
    return bool(_BODY_NAME.search(text))


def names_business(text: str) -> bool:
    """Whether the line names a kind of business, as headings of parts of an agenda do."""
    return bool(_BUSINESS.search(text))


def is_capitals(text: str) -> bool:
    """Whether the line is short and all in capitals."""
    return 4 <= len(text) <= 90 and text.isupper() and sum(map(str.isalpha, text)) >= 4


def is_motion_text(text: str) -> bool:
    """Whether the line opens the words of a motion or recommendation, whose numbered points are not items."""
    return bool(_MOTION_TEXT.search(text[:300]))


def is_labelled(text: str) -> bool:
    """Whether the line opens with a label that says what is in it, and so goes on with no title."""
    return bool(_LABELLED.match(text))


def ends_open(text: str) -> bool:
    """Whether a line stops where no title stops: on a comma, a bracket or a small word."""
    return text.count("(") > text.count(")") or bool(_OPEN_END.search(text[-40:]))
