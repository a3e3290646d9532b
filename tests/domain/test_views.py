"""What a page shows that stayed open while the agenda was re-made."""

from __future__ import annotations

from dataclasses import replace

from tests.evening import PLAN, Evening


def test_a_page_opened_before_the_agenda_was_changed_loads_anew() -> None:
    changed = replace(PLAN, items=PLAN.items[:-1])
    assert Evening().public.epoch != Evening(changed).public.epoch


def test_a_change_to_a_restricted_row_does_not_show_in_the_epoch() -> None:
    items = tuple(replace(each, title="Other words") if each.restricted else each for each in PLAN.items)
    assert Evening().public.epoch == Evening(items=items).public.epoch


def test_a_step_of_the_meeting_keeps_the_page() -> None:
    assert Evening().public.epoch == Evening().begin().public.epoch
