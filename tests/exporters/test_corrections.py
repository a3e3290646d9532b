"""A correction shows beside what it corrects, in every file that tells of entries, for the public and inside."""

from __future__ import annotations

import re
from functools import cache

import pytest

from livemeeting.domain.record_shape import Audience, Record
from livemeeting.exporters import EXPORTERS
from tests.exporters.readers import words_in
from tests.records import busy_evening

#: They tell of moments of the video and of the time of the meeting, not of entries.
TELL_NO_ENTRIES = {"youtube.txt", "vtt", "vtt2", "vtt3", "index.csv", "index.json", "ics"}
ATTENDANCE = {name for name in EXPORTERS if name.startswith("attendance.")}


@cache
def corrected(audience: Audience) -> Record:
    """An evening whose vote by name was corrected."""
    return busy_evening().record(audience)


@pytest.mark.parametrize("audience", ["public", "internal"])
@pytest.mark.parametrize("name", sorted(set(EXPORTERS) - TELL_NO_ENTRIES - ATTENDANCE))
def test_both_texts_and_the_reason_are_told(name: str, audience: Audience) -> None:
    exporter = EXPORTERS[name]
    told = words_in(exporter.suffix, exporter.write(corrected(audience)))
    plain = " ".join(re.sub(r"<[^>]+>", " ", told).split())
    assert re.search(r"[Aa]gainst 28", plain), name
    assert "Misheard" in plain


@pytest.mark.parametrize("name", sorted(ATTENDANCE - {"attendance.csv", "attendance.pdf"}))
def test_an_attendance_that_was_corrected_says_so(name: str) -> None:
    evening = busy_evening()
    entry = next(each.seq for each in evening.entries if each.kind == "AttendanceRecorded")
    evening.press("Correct", entry=str(entry), present=["Cllr Ada Byron"], reason="Miscounted")
    exporter = EXPORTERS[name]
    assert "Miscounted" in words_in(exporter.suffix, exporter.write(evening.record("public")))
