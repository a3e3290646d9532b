"""What kind of business a row is, told by the words of its title."""

from __future__ import annotations

import re

from livemeeting.domain.agenda import DraftItem
from livemeeting.importers.private_words import is_exclusion

SECTION, EXCLUSION, ITEM = "section", "exclusion_resolution", "item"

_WORDS = (
    (
        "application",
        re.compile(r"\b\d{2}/\d{3,5}/[A-Z]{2,4}\b|\bplanning application\b|^application\b", re.I),
    ),
    ("adjournment", re.compile(r"^(?:adjourn\w*|close of (?:the )?meeting|closure|close)\b", re.I)),
    (
        "break",
        re.compile(r"^(?:(?:comfort|lunch|tea|refreshment) break|break|recess|luncheon|lunch)\b", re.I),
    ),
    (
        "procedural",
        re.compile(
            r"\b(?:apologies|roll call|call to order|quorum|pledge of allegiance|invocation|declarations? of"
            r" (?:\w+ ){0,3}interests?|disclosures? of|approval of (?:the )?(?:agenda|minutes)|minutes|substitut\w+"
            r"|announcements|election of (?:the )?(?:chair|mayor|president)|urgent business"
            r"|date of (?:the )?next meeting)\b",
            re.I,
        ),
    ),
    ("question", re.compile(r"\bquestions?\b|\bpublic (?:comment|participation|forum)\b", re.I)),
    ("motion", re.compile(r"\b(?:notices? of )?motions?\b", re.I)),
    ("vote", re.compile(r"\b(?:ballot|recorded vote)\b", re.I)),
)


def kind_of(item: DraftItem) -> str:
    """section, exclusion_resolution, application, adjournment, break, procedural, question, motion, vote or item."""
    if item.is_heading:
        return SECTION
    if is_exclusion(item.title):
        return EXCLUSION
    return next((kind for kind, words in _WORDS if words.search(item.title)), ITEM)
