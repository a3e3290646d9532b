"""The labels of a record in English and in Welsh. What was written down on the night stays as it was written."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from livemeeting.domain.local_time import day_words

Language = Literal["en", "cy"]
LANGUAGES: dict[Language, str] = {"en": "English", "cy": "Cymraeg"}

_DAYS = ("Llun", "Mawrth", "Mercher", "Iau", "Gwener", "Sadwrn", "Sul")
_MONTHS = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
    "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)  # fmt: skip


def say(language: Language, english: str) -> str:
    """A label in that language; in English where nobody has translated it."""
    return WELSH.get(english, english) if language == "cy" else english


def day_in(language: Language, at: datetime, timezone: str) -> str:
    """Thursday 26 November 2026, or Dydd Iau 26 Tachwedd 2026, in the meeting's own time zone."""
    if language == "en":
        return day_words(at, timezone)
    local = at.astimezone(ZoneInfo(timezone))
    return f"Dydd {_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"


WELSH: dict[str, str] = {
    # What a record is.
    "Draft record, not the minutes.": "Cofnod drafft, nid y cofnodion.",
    "Rehearsal: none of this happened in a meeting. Draft record, not the minutes.":
        "Ymarfer: ni ddigwyddodd dim o hyn mewn cyfarfod. Cofnod drafft, nid y cofnodion.",
    "Internal record: it holds private business and the names of officers. Not for publication.":
        "Cofnod mewnol: mae'n cynnwys busnes preifat ac enwau swyddogion. Nid i'w gyhoeddi.",
    "What happened is told in the words in which it was written down.":
        "Adroddir yr hyn a ddigwyddodd yn y geiriau y'i cofnodwyd ynddynt.",
    "Seal of the log up to entry": "Sêl y log hyd at gofnod",
    "Draft record": "Cofnod drafft", "Decisions": "Penderfyniadau", "Recorded votes": "Pleidleisiau a gofnodwyd",
    "Attendance": "Presenoldeb", "Note of the meeting": "Nodyn o'r cyfarfod", "Rehearsal": "Ymarfer",
    # The head.
    "State": "Statws", "Started": "Dechreuodd", "Closed": "Daeth i ben", "Planned for": "Wedi'i gynllunio ar gyfer",
    "Chair": "Cadeirydd", "Agenda": "Agenda", "Public page": "Tudalen gyhoeddus", "Times": "Amseroedd",
    "written down as buttons were pressed": "wedi'u nodi wrth i fotymau gael eu pwyso",
    "on": "ar", "at": "am", "Exported": "Allforiwyd", "Venue": "Lleoliad", "Video": "Fideo",
    "Not started": "Heb ddechrau", "Live": "Yn fyw", "Adjourned": "Gohiriwyd", "Private session": "Sesiwn breifat",
    "Ended": "Daeth i ben", "Postponed": "Gohiriwyd i ddyddiad arall", "Cancelled": "Canslwyd",
    # By time.
    "By time": "Yn ôl amser", "By item": "Yn ôl eitem", "Entry": "Cofnod", "Time": "Amser",
    "What happened": "Beth ddigwyddodd", "Posts": "Postiadau", "Pressed by": "Pwyswyd gan",
    "Everything that was recorded, in order": "Popeth a gofnodwyd, mewn trefn",
    "Nothing has been recorded yet.": "Nid oes dim wedi'i gofnodi eto.", "Undone": "Dadwnaed",
    "by entry": "gan gofnod", "Reason:": "Rheswm:", "Corrected at": "Cywirwyd am", "Before:": "Cyn hynny:",
    "Corrects": "Yn cywiro", "entry": "cofnod",
    "Private: not in the public record.": "Preifat: nid yn y cofnod cyhoeddus.",
    "The server's clock jumped before this entry: go by the order, not by the time.":
        "Neidiodd cloc y gweinydd cyn y cofnod hwn: dilynwch y drefn, nid yr amser.",
    # By item.
    "Item": "Eitem", "Private item": "Eitem breifat", "Formal title": "Teitl ffurfiol", "urgent item": "eitem frys",
    "Taken": "Cymerwyd", "to": "hyd", "in private": "yn breifat", "Entries": "Cofnodion", "Withdrawn": "Tynnwyd yn ôl",
    "Deferred": "Gohiriwyd", "Deferred to": "Gohiriwyd i", "Being taken": "Yn cael ei chymryd",
    "Not taken": "Heb ei chymryd", "Not taken yet": "Heb ei chymryd eto",
    "Considered in private": "Ystyriwyd yn breifat", "Motion": "Cynnig", "Amendment": "Gwelliant",
    "Amendments": "Gwelliannau", "moved by": "cynigiwyd gan", "seconded by": "eiliwyd gan",
    "not decided": "heb benderfyniad",
    "Minute": "Cofnod rhif", "Signed minutes": "Cofnodion wedi'u llofnodi",
    "Outcome": "Canlyniad", "Title": "Teitl", "The agenda as planned": "Yr agenda fel y'i cynlluniwyd",
    "withdrawn before the meeting": "tynnwyd yn ôl cyn y cyfarfod", "restricted": "cyfyngedig",
    # People.
    "Present": "Yn bresennol", "Apologies": "Ymddiheuriadau", "Substitutes": "Dirprwyon",
    "None recorded": "Dim wedi'u cofnodi",
    "Declarations of interest": "Datganiadau o fuddiant", "Left the room": "Gadawodd yr ystafell",
    "Returned": "Dychwelodd", "interest": "buddiant", "leaves the room": "yn gadael yr ystafell",
    "Member": "Aelod", "Movements": "Symudiadau", "Interest": "Buddiant",
    # Votes.
    "Vote": "Pleidlais", "Votes": "Pleidleisiau", "For": "O blaid", "Against": "Yn erbyn", "Abstained": "Ymatal",
    "for": "o blaid", "against": "yn erbyn", "abstained": "ymatal", "absent": "absennol",
    "Chair's casting vote": "Pleidlais fwrw'r Cadeirydd", "Recorded vote": "Pleidlais a gofnodwyd",
    # Outcomes.
    "agreed": "cytunwyd", "carried": "cariwyd", "lost": "collwyd", "not carried": "ni chariwyd", "noted": "nodwyd",
    "received": "derbyniwyd", "approved": "cymeradwywyd", "refused": "gwrthodwyd", "granted": "caniatawyd",
    "recommended": "argymhellwyd", "deferred": "gohiriwyd", "referred back": "cyfeiriwyd yn ôl",
    "delegated": "dirprwywyd", "withdrawn": "tynnwyd yn ôl", "not moved": "ni chynigiwyd", "fell": "syrthiodd",
    "lapsed": "darfu", "not taken": "heb ei chymryd", "accepted without a vote": "derbyniwyd heb bleidlais",
    # The note that Welsh law asks for.
    "Due by": "I'w gyhoeddi erbyn",
    "seven working days with the day of the meeting as the first":
        "saith diwrnod gwaith gan gyfrif diwrnod y cyfarfod fel y cyntaf",
    "Local Government Act 1972, section 100C. Business that was considered in private is left out.":
        "Deddf Llywodraeth Leol 1972, adran 100C. Hepgorir busnes a ystyriwyd yn breifat.",
    "No decision has been recorded.": "Ni chofnodwyd unrhyw benderfyniad.",
    "No vote by name has been recorded.": "Ni chofnodwyd unrhyw bleidlais wrth enw.",
    # Video.
    "Start of the webcast": "Dechrau'r gweddarllediad", "continued": "parhad", "Webcast": "Gweddarllediad",
    "Times count from the press of the button that started the webcast.":
        "Mae'r amseroedd yn cyfrif o bwyso'r botwm a ddechreuodd y gweddarllediad.",
    "There are fewer than three stretches of ten seconds, so there are no chapters.":
        "Mae llai na thair rhan o ddeg eiliad, felly nid oes penodau.",
    "The video is no longer available.": "Nid yw'r fideo ar gael mwyach.",
    "No video is known for this meeting.": "Nid oes fideo hysbys ar gyfer y cyfarfod hwn.",
}  # fmt: skip
