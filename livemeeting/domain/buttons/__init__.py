"""Every button of the panel: the only ways in which an event can come about."""

from livemeeting.domain.buttons.button import Button
from livemeeting.domain.buttons.debate import DEBATE
from livemeeting.domain.buttons.form import Field, Form
from livemeeting.domain.buttons.items import ITEMS
from livemeeting.domain.buttons.mending import MENDING
from livemeeting.domain.buttons.minutes import MINUTES
from livemeeting.domain.buttons.room import ROOM
from livemeeting.domain.buttons.sitting import SITTING
from livemeeting.domain.buttons.video import VIDEO

BUTTONS: dict[str, Button] = {
    each.name: each for each in (*SITTING, *ITEMS, *DEBATE, *ROOM, *VIDEO, *MINUTES, *MENDING)
}

__all__ = ["BUTTONS", "Button", "Field", "Form"]
