"""Saying where a meeting is in its videos: for officers on the night, for clerks the day after."""

from __future__ import annotations

from livemeeting.actions.house import House, NotFound, Officer
from livemeeting.actions.look import see
from livemeeting.actions.press import Acknowledged, Press, press
from livemeeting.domain.buttons import BUTTONS, Form
from livemeeting.domain.roles import Right
from livemeeting.domain.video_desk import VideoDesk, video_desk


def see_video(house: House, officer: Officer, meeting_id: str, *, chosen: int = 0) -> VideoDesk:
    """The page of the meeting's videos, with entry `chosen` selected. Raises NotFound, NotAllowed."""
    officer.must(Right.PLACE_VIDEO)
    return video_desk(see(house, officer, meeting_id).meeting, house.embed_hosts, chosen=chosen)


def place_video(
    house: House, officer: Officer, meeting_id: str, button: str, *, command_id: str, form: Form
) -> Acknowledged:
    """Press one of the buttons of that page. It names its entry, so that it is never out of date.

    Raises Refused, NotFound (also for any other button) and NotAllowed.
    """
    known = BUTTONS.get(button)
    if known is None or known.right is not Right.PLACE_VIDEO:
        raise NotFound
    return press(house, officer, Press(meeting_id, button, None, command_id, form))
