"""The rules that pupa 0.11 has for events and vote events, told as JSON Schemas."""

from __future__ import annotations

from typing import Any

Rules = dict[str, Any]

TEXT: Rules = {"type": "string"}
SAID: Rules = {"type": "string", "minLength": 1}
OFTEN_SAID: Rules = {"type": ["string", "null"], "minLength": 1}
LINK: Rules = {"type": "string", "format": "uri"}
DAY: Rules = {"type": "string", "pattern": r"^([0-9]{4})?(-[0-9]{2}){0,2}$"}
MOMENT: Rules = {
    "type": "string",
    "pattern": r"^([0-9]{4}((-[0-9]{2}){0,2}|(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){0,2}(Z|[+-][0-9]{2}(:[0-9]{2})?))?)?$",
}
#: opencivicdata.common 3.4.
OPTIONS = ["yes", "no", "absent", "abstain", "not voting", "paired", "excused", "other"]


def several(fields: Rules, *, least: int = 0) -> Rules:
    """A list of objects with these fields, all of them there."""
    return {"type": "array", "minItems": least, "items": whole(fields)}


def whole(fields: Rules) -> Rules:
    """An object with these fields, all of them there."""
    return {"type": "object", "properties": fields, "required": list(fields)}


SOURCES = several({"url": LINK, "note": TEXT}, least=1)
MEDIA = several(
    {
        "name": SAID, "type": SAID, "date": DAY, "offset": {"type": ["number", "null"]},
        "links": several({"media_type": TEXT, "url": LINK}),
    }
)  # fmt: skip
AGENDA = several(
    {
        "description": SAID, "classification": {"type": "array", "items": SAID}, "order": {"type": ["string", "null"]},
        "subjects": {"type": "array", "items": SAID}, "media": MEDIA, "notes": {"type": "array", "items": SAID},
        "related_entities": several({"entity_type": SAID, "name": SAID, "note": OFTEN_SAID}),
    }
)  # fmt: skip
EVENT = whole(
    {
        "name": SAID, "all_day": {"type": "boolean"}, "start_date": {**MOMENT, "minLength": 4}, "end_date": MOMENT,
        "status": {"enum": ["cancelled", "tentative", "confirmed", "passed"]}, "classification": SAID,
        "description": TEXT, "media": MEDIA, "agenda": AGENDA, "sources": SOURCES, "extras": {"type": "object"},
        "location": {"type": ["object", "null"], "properties": {"name": SAID, "note": TEXT}, "required": ["name"]},
        "documents": several({"note": SAID, "url": SAID}), "links": several({"note": TEXT, "url": LINK}),
        "participants": several({"name": SAID, "type": {"enum": ["organization", "person"]}, "note": SAID}),
    }
)  # fmt: skip
VOTE_EVENT = whole(
    {
        "identifier": TEXT, "motion_text": SAID, "motion_classification": {"type": "array", "items": SAID},
        "start_date": MOMENT, "end_date": MOMENT, "result": {"enum": ["pass", "fail"]}, "organization": OFTEN_SAID,
        "legislative_session": SAID, "bill": OFTEN_SAID, "bill_action": OFTEN_SAID,
        "votes": several({"option": {"enum": OPTIONS}, "voter_name": SAID, "note": TEXT}),
        "counts": several({"option": {"enum": OPTIONS}, "value": {"type": "integer", "minimum": 0}}),
        "sources": SOURCES, "extras": {"type": "object"},
    }
)  # fmt: skip
