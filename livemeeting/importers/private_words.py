"""The words by which an agenda says that business is private, in law and in use."""

from __future__ import annotations

import re

# Local Government Act 1972 s.100A and Schedule 12A; for parishes the Public Bodies Act of 1960.
_PRIVATE = re.compile(
    r"\bexempt\b|\bpart ?(?:2|ii|two)\b|\bconfidential\b|\bin confidence\b|\bcommercially sensitive\b"
    r"|\bnot for (?:public|publication|press)\b|\bschedule 12 ?a\b|\bparagraphs? \d[^.]{0,30}? of part\b"
    r"|\badmission to meetings\b|\bpublic bodies\b.{0,40}\b1960\b"
    r"|\b(?:closed|executive|non-?public) (?:session|meeting)\b"
    r"|\bconference with (?:legal counsel|labor negotiators?|real property negotiators?)\b"
    r"|\bgovernment code.{0,20}5495[67]"
    r"|\bpublic employee (?:performance evaluation|discipline|appointment|dismissal)\b|\bhuis clos\b"
    r"|\bclosed to the public\b|\bpublic excluded\b|\bby virtue of (?:paragraph|categor)|\bschedule 7 ?a\b"
    r"|\bin[- ]camera\b"
    r"|\bin private\b|\bprivate (?:session|business|items?|part|agenda|matters)\b"
    r"|\brestricted (?:items?|business|reports?|minutes|papers?|session)\b|\(restricted\)"
    r"|\beithriedig\b|\bcyfrinachol\b",
    re.IGNORECASE,
)
# Ordinary public business that uses one of the words above.
_HARMLESS = re.compile(
    r"\b(?:local|neighbourhood|development) plan,? ?[-–:(]? ?part (?:2|ii|two)\b|\bexempt accommodation\b"
    r"|\bconfidential reporting\b"
    r"|\b(?:re-?convene\w*|return\w*|re-?open\w*|rise\w*|report\w*|announce\w*|disclosure|actions?|decisions?|motions?"
    r"|business|public comments?|matters)\b(?:(?!\bto\b).){0,40}"
    r"\b(?:from|of|on|in|out|following|after|arising|during|regarding|before)\b.{0,30}"
    r"\b(?:closed|executive|private|in[- ]camera)(?: session| meeting)?s?(?: items?)?\b"
    r"|\b(?:closed|executive) session (?:report|announcement|action)s?\b",
    re.IGNORECASE,
)
# What turns the item above it private when it stands in the item's text, not in its title.
_PRIVATE_NOTE = re.compile(
    r"^\W{0,3}(?:exempt|confidential|restricted|part (?:2|ii|two)\b)|\bnot for publication\b"
    r"|\b(?:schedule 7 ?a|schedule 6 (?:of|to))\b.{0,80}\bparagraphs? \d|\bparagraphs? \d.{0,80}\bschedule (?:7 ?a|6)\b"
    r"|\bors 192\.660|\brcw 42\.30\.110|\brsa 91-a:3|\bgovernment code.{0,20}5495[67]|\bsection (?:239\(2\)|90\(1\))"
    r"|\bby virtue of paragraphs?\b|\bparagraphs? \d.{0,60}\bschedule 12 ?a\b"
    r"|\bschedule 12 ?a\b.{0,60}\bparagraphs? \d",
    re.IGNORECASE,
)
_EXCLUSION = re.compile(
    r"\bexclu(?:de|sion|ding)\b.{0,40}\b(?:press|public)\b"
    r"|\b(?:press and (?:the )?)?(?:press|public|media) (?:(?:be|is|are|were|should|shall|will|to"
    r"|then) ){0,3}excluded\b"
    r"|\b(?:press|public)(?: and (?:the )?(?:press|public))? ?[-–:,] ?exclusion\b"
    r"|\b(?:move|go|going|moving|resolve|adjourn|recess|retire|convene|enter|motion)"
    r" (?:in)?(?:to )?(?:a |an |the )?(?:private|closed|confidential"
    r"|executive) session\b"
    r"|\b(?:whether|identif\w+|determin\w+)\b.{0,60}\b(?:items?|matters|reports?|business|information)\b.{0,60}"
    r"\b(?:exempt|confidential|excluded|private)\b|\bidentif\w+ of (?:any )?(?:exempt|confidential)\b"
    r"|\b(?:gwahardd|cau allan|eithrio)\b.{0,30}\b(?:wasg|cyhoedd)\b",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"\b(?:press|public)\b.{0,60}\b(?:asked|required|requested|instructed|invited) to (?:leave|withdraw)\b"
    r"|\bask.{0,30}\b(?:press|public)\b.{0,20}\b(?:leave|withdraw)\b|\bclos\w+ (?:of )?(?:the )?meeting to the public\b"
    r"|\b(?:go|going|move|moving) into committee\b",
    re.IGNORECASE,
)
# "To exclude the public to discuss the clerk's pay": a resolution that names its business is that business.
_BUSINESS_NAMED = re.compile(
    r"\b(?:to|in order to|whil\w+|when|during) (?:the )?(?:discuss\w*|consider\w*|receiv\w+|deal\w*)"
    r"(?: with| of)? (?!(?:the |any |an? )?(?:follow|remain|next|items?\b|business|matters?\b|agenda|exempt"
    r"|confidential"
    r"|private|part\b|reports?\b|rest\b|last|above|below|this|that|these|those|certain|sensitive))\S",
    re.IGNORECASE,
)
# "Land at Mill Lane (exclusion of the public)" is the private business itself: only these may come before.
_LEADS_IN = re.compile(
    r"^(?:to|that)\b|\b(?:resol\w+|motions?|mov(?:e|ing)|consider\w*|pass|determine|agree|possible"
    r"|act|access|exempt"
    r"|confidential|private|closed|schedule|part (?:2|ii|two))\b",
    re.IGNORECASE,
)
# Business that is never done without the public: where it follows, an exclusion was only given notice of.
_OPEN_BUSINESS = re.compile(
    r"\bapologies\b|\bdeclarations? of (?:\w+ ){0,3}interests?\b|\bdisclosures? of (?:\w+ ){0,3}interests?\b"
    r"|\bpublic (?:question|participation|speaking|forum|session|comment|address|time|representation)s?\b"
    r"|\bquestions? (?:from|by) (?:the |members of the )?public\b|\bdeputations?\b|\bpetitions?\b"
    r"|\bitems? of (?:urgent )?public business\b|\bopen forum\b|\bappointment of substitutes\b|\blate items\b",
    re.IGNORECASE,
)
# "Appendix B is exempt", "exempt appendix": a paper beside a report that is public.
_A_PAPER = re.compile(
    r"\b(?:appendix|appendices|annex\w*)\b[^.]{0,80}\b(?:exempt|confidential|not for publication|restricted|private)\b"
    r"|\b(?:exempt|confidential|restricted|private) (?:appendix|appendices|annex\w*)\b"
    r"|\b(?:appendix|appendices|annex\w*)\b[^.]{0,80}\bby virtue of\b",
    re.IGNORECASE,
)
_THE_REPORT_TOO = re.compile(
    r"\breports?\b.{0,20}(?:\band\b|&|,|\bwith\b)|\breport (?:is|contains)\b", re.IGNORECASE
)
# What stands under a notice of exclusion and is the procedure, not the business.
_PROCEDURE = re.compile(
    r"^(?:to (?:highlight|identify|note any|formally|consider whether|determine whether)|if so\b|whether\b|resolved\b)",
    re.IGNORECASE,
)
# "Confidential: clerk's pay - exclusion of the public": what stands before the words is the business.
_NAMES_BUSINESS_FIRST = re.compile(
    r"(?:exempt|confidential|private|closed|part (?:2|ii|two))(?: (?:items?|business|matters?|reports?|session))?"
    r"\s?[-–—:] (?!(?:possible|motion|resolution|to\b|that\b|the\b|consider))\S",
    re.IGNORECASE,
)
_RESOLVED = re.compile(
    r"\b(?:resolve[sd]?|resolution|moved?|motion|propose[sd]?|agree[sd]?|that|to)\b(?:(?!\bmay\b).){0,100}"
    r"(?:\bexclude\b.{0,40}\b(?:press|public)\b|\b(?:press|public)\b(?:(?!\bmay\b).){0,80}\bexcluded\b)",
    re.IGNORECASE,
)
# A session that is one item of a public agenda, as boards and councils in the Americas hold it.
_SESSION = re.compile(r"\b(?:closed|executive) (?:session|meeting)\b|\bin[- ]camera\b", re.IGNORECASE)
_OPEN_AGAIN = re.compile(
    r"\bre-?convene\b|\b(?:open|regular|public) (?:session|meeting)\b|\bcall (?:the meeting )?to order\b|\broll call\b"
    r"|\bpledge of allegiance\b|\binvocation\b|\bland acknowledge?ment\b|\bris(?:e|ing) and report\b"
    r"|\bconfirm\w* by-?laws?\b|\bby-?law to confirm\b|\badjourn\w*\b|\bconsent (?:agenda|calendar|items)\b"
    r"|\bpublic comments?\b|\bapproval of (?:the )?(?:agenda|minutes)\b|\bnext (?:regular )?meeting\b"
    r"|\b(?:report|action|motion)s?\b.{0,20}\b(?:from|of|following|after|arising|on)\b.{0,20}"
    r"\b(?:closed|executive|in[- ]camera)\b|\bupcoming meetings\b|\bannouncements\b",
    re.IGNORECASE,
)
_EXCLUDING = re.compile(
    r"\b(?:press|public)\b.{0,80}\bexcluded\b|\bexclu\w+\b.{0,40}\b(?:press|public)\b", re.IGNORECASE
)
_READMISSION = re.compile(
    r"\bre-?admi(?:t|ssion|tting)\b.{0,40}\b(?:press|public)\b|\b(?:press|public)\b.{0,40}\bre-?admitted\b"
    r"|\b(?:return|resume|back) .{0,20}\b(?:public|open) session\b",
    re.IGNORECASE,
)
_PRIVATE_SECTION = re.compile(
    r"^\W{0,3}(?:agenda )?(?:part ?(?:2|ii|two)\b|(?:exempt|confidential|private|closed|restricted|executive)"
    r"(?:\W{0,3}$| (?:\w+ )?(?:items?|business|matters|information|reports?|session|agenda|part)\b))",
    re.IGNORECASE,
)
# The words of which the name of a private part is made when it names none of its business.
_ONLY_A_NAME = re.compile(
    r"(?:\W|\b(?:agenda|part|section|schedule|[1-9]|i{1,3}|two|three|[b-d]|exempt|confidential|private"
    r"|restricted|closed|executive|items?"
    r"|business|matters|session|reports?|information|in|not|for|publication|public|press|and|or|the|to|be|of|with"
    r"|local|government|acts?|\d{4}|bodies|admission|meetings|access|may|possible|motion|resolution|resolve|whether|any"
    r"|consider|considered|taken|discussed|consideration|excluded|exclusion|meeting|members|containing|likely|which|by|when"
    r"|decision|12a|is|are|this|has|been|under|from|after)\b)+",
    re.IGNORECASE,
)
_PUBLIC_SECTION = re.compile(
    r"^\W{0,3}(?:agenda )?(?:part ?(?:1|i|one)\b(?! of schedule)|part ?[a-d0-9]\b.{0,20}\b(?:public|open)\b"
    r"|(?:public|open) (?:items?|business"
    r"|session|agenda|part)\b)",
    re.IGNORECASE,
)
_PARAGRAPHS = re.compile(
    r"\bparagraphs? \(?(\d{1,2}[a-c]?(?:(?:, ?| and | ?& ?| ?- ?| or )\d{1,2}[a-c]?){0,6})\b", re.IGNORECASE
)


def private_word(text: str) -> str:
    """The first word or phrase that says this is private, or ""."""
    match = _PRIVATE.search(_HARMLESS.sub(" ", text))
    return match.group() if match else ""


def has_harmless_word(text: str) -> bool:
    """Whether a private-sounding word is there in a use that is nearly always public."""
    return bool(_HARMLESS.search(text))


def is_private_note(text: str) -> bool:
    """Whether a line under an item says that the item is private, and not only a paper of it."""
    return bool(_PRIVATE_NOTE.search(text)) and not _is_of_a_paper(text)


def is_private_paper_note(text: str) -> bool:
    """Whether a line under an item says that a paper of it is private."""
    return _is_of_a_paper(text)


def _is_of_a_paper(text: str) -> bool:
    return bool(_A_PAPER.search(text)) and not _THE_REPORT_TOO.search(text)


def is_procedure(title: str) -> bool:
    """Whether a line under a notice of exclusion says how it is done, and is no business of its own."""
    return bool(_PROCEDURE.search(title))


def is_public_business(title: str) -> bool:
    """Whether the agenda itself parts public business from private."""
    return bool(re.search(r"\bpublic business\b", title, re.IGNORECASE)) and not private_word(title)


def is_open_business(title: str) -> bool:
    """Whether the title names business that is never done without the public."""
    return bool(_OPEN_BUSINESS.search(title)) and not private_word(title)


def is_exclusion(title: str) -> bool:
    """Whether the item is the resolution to exclude the press and public, and not the private business."""
    match = _EXCLUSION.search(title)
    if match is None:
        return False
    before = title[: match.start()].strip(" -–—:,;(")
    if _BUSINESS_NAMED.search(title, match.end()):
        return False
    return not before or (bool(_LEADS_IN.search(before)) and not _NAMES_BUSINESS_FIRST.match(before))


def exclusion_words(title: str) -> str:
    """The words that speak of excluding the press or public anywhere in a title, or ""."""
    match = _EXCLUSION.search(title) or _LEAVE.search(title)
    return match.group() if match else ""


def is_exclusion_text(text: str) -> bool:
    """Whether a line under an item words that resolution (and not that it may happen)."""
    return bool(_RESOLVED.search(text))


def is_session(title: str) -> bool:
    """Whether the item is a closed session within a public agenda, and not the resolution to exclude the public."""
    return bool(_SESSION.search(_HARMLESS.sub(" ", title))) and not _EXCLUSION.search(title)


def opens_again(title: str) -> bool:
    """Whether business that only an open meeting does shows that a closed session is over."""
    return bool(_OPEN_AGAIN.search(title)) and not private_word(title)


def is_readmission(title: str) -> bool:
    """Whether the press and public come back in with this item."""
    return bool(_READMISSION.search(title)) and not private_word(title)


def opens_private_part(title: str) -> bool:
    """Whether the words are the name of a private part of the agenda ("Part Two", "Exempt items")."""
    return bool(_PRIVATE_SECTION.search(_HARMLESS.sub(" ", title)))


def only_names_private_part(title: str) -> bool:
    """Whether a heading says that a private part begins, and nothing of what is in it."""
    return bool(private_word(title) or is_exclusion(title)) and names_no_business(title)


def names_no_business(title: str) -> bool:
    """Whether a title is made of the words of the law and of agendas alone, and says nothing of what it is about."""
    return bool(_ONLY_A_NAME.fullmatch(title))


def speaks_of_excluding(text: str) -> bool:
    """Whether a line under an item says, in any form, that the public is or will be excluded."""
    return bool(_EXCLUDING.search(text)) or is_exclusion_text(text)


def opens_public_part(title: str) -> bool:
    """Whether the words are the name of a public part of the agenda ("Part 1", "Public items")."""
    return bool(_PUBLIC_SECTION.search(title)) and not private_word(title)


def paragraphs_of(text: str) -> str:
    """'Schedule 12A, paragraph 3' when the text names its paragraphs, else ""."""
    match = _PARAGRAPHS.search(text)
    if not match:
        return ""
    # Scotland and Northern Ireland have schedules of their own.
    named = re.search(r"\bschedule (7 ?a|6)\b", text, re.IGNORECASE)
    schedule = named[1].replace(" ", "").upper() if named else "12A"
    return f"Schedule {schedule}, paragraph{'' if match[1].isalnum() else 's'} {match[1]}"
