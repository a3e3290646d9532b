"""The buttons that move through the agenda."""

from __future__ import annotations

from dataclasses import replace

from livemeeting.domain import events as e
from livemeeting.domain.agenda import DEEPEST, AgendaItem
from livemeeting.domain.buttons.button import Button, in_public, live
from livemeeting.domain.buttons.form import Field, Form
from livemeeting.domain.meeting import ItemState, ItemTonight, Meeting
from livemeeting.domain.refused import Refused


def _take(meeting: Meeting, tonight: ItemTonight, how: str) -> e.Event:
    if tonight.item.restricted and not meeting.is_private:
        raise Refused(
            f"{tonight.item.label} is marked restricted. Exclude the press and public first, "
            "or release the item if it is public business after all."
        )
    return e.ItemStarted(tonight.item.id, how)


def next_item(meeting: Meeting, form: Form) -> e.Event:
    if meeting.next_item is None:
        raise Refused("There is no further item on the agenda. Close the meeting, or return to an item.")
    return _take(meeting, meeting.next_item, "next")


def go_to_item(meeting: Meeting, form: Form) -> e.Event:
    """Jump to any item, or return to one already taken."""
    tonight = form.item(meeting)
    if meeting.current is tonight:
        raise Refused(f"The meeting is already at {tonight.item.label}.")
    if tonight.state is ItemState.WITHDRAWN:
        raise Refused(
            f"{tonight.item.label} is withdrawn. Undo the withdrawal first if it is taken after all."
        )
    return _take(meeting, tonight, "return" if tonight.visits else "jump")


def _not_set_aside(tonight: ItemTonight) -> ItemTonight:
    if tonight.state in (ItemState.WITHDRAWN, ItemState.DEFERRED):
        raise Refused(f"{tonight.item.label} is already {tonight.state}.")
    return tonight


def withdraw_item(meeting: Meeting, form: Form) -> e.Event:
    tonight = _not_set_aside(form.item(meeting))
    return e.ItemWithdrawn(tonight.item.id, form.text("reason", most=200))


def defer_item(meeting: Meeting, form: Form) -> e.Event:
    tonight = _not_set_aside(form.item(meeting))
    return e.ItemDeferred(tonight.item.id, form.text("to", most=80), form.text("reason", most=200))


def add_urgent_item(meeting: Meeting, form: Form) -> e.Event:
    """Added in private, an item is restricted until somebody releases it."""
    title = form.text("title", needed="Give the title of the urgent item.")
    in_private = "Added in private session." if meeting.is_private else ""
    added = AgendaItem(
        id=_new_id(meeting),
        number=form.text("number", most=30),
        title=title,
        plain_title=form.text("plain_title"),
        restricted=meeting.is_private or form.yes("restricted"),
        restricted_reason=in_private or form.text("restricted_reason", most=200),
        papers=form.papers(),
        level=min(form.number("level") or 0, DEEPEST),
        external_id=form.text("external_id", most=80),
    )
    reason = form.text("reason", most=400, needed="Say why the chair accepted it as urgent.")
    return e.ItemAdded(added, _place(meeting, form), reason)


def _place(meeting: Meeting, form: Form) -> str:
    """The id of the row it stands before, a heading if need be; "" for the end."""
    given = form.text("before")
    if given and meeting.item(given) is None:
        raise Refused("That item is not on this agenda any more. Choose it again.")
    return given


def _new_id(meeting: Meeting) -> str:
    """An id no item of this meeting ever had, undone ones included: 'u' and the number of the entry to come."""
    return f"u{meeting.seq + 1}"


def move_item(meeting: Meeting, form: Form) -> e.Event:
    tonight = form.item(meeting)
    before = form.item(meeting, "before").item.id if form.text("before") else ""
    if before == tonight.item.id:
        raise Refused("An item cannot be taken before itself. Choose another place.")
    return e.RunningOrderChanged(tonight.item.id, before)


def agree_together(meeting: Meeting, form: Form) -> e.Event:
    chosen = [form.item(meeting, "item").item.id] if form.text("item") else []
    chosen += [each for each in form.texts("items") if each not in chosen]
    tonight = [meeting.item(each) for each in chosen]
    if len(chosen) < 2 or any(each is None for each in tonight):
        raise Refused("Choose at least two items to take together.")
    found = [each for each in tonight if each is not None]
    if any(each.item.restricted for each in found) and not meeting.is_private:
        raise Refused("One of these items is marked restricted. Leave it out, or release it first.")
    for each in found:
        if each.state is ItemState.WITHDRAWN or each.item.is_heading:
            raise Refused(f"{each.item.label} cannot be decided: it is not before the meeting.")
    outcome = form.choice("outcome", e.OUTCOMES, needed="Choose the outcome.")
    return e.ItemsAgreedTogether(tuple(chosen), outcome)


def change_item_details(meeting: Meeting, form: Form) -> e.Event:
    tonight = form.item(meeting)
    if meeting.is_private and not tonight.item.restricted:
        raise Refused("Readmit the press and public before changing what the public sees of this item.")
    return e.ItemDetailsChanged(tonight.item.id, form.text("plain_title"), form.papers())


def revise_item(meeting: Meeting, form: Form) -> e.Event:
    """For a newer agenda: what is in the record keeps its words, the item stays itself."""
    tonight = form.item(meeting)
    if meeting.is_private and not tonight.item.restricted:
        raise Refused("Readmit the press and public before changing what the public sees of this item.")
    number = form.text("number", most=40)
    title = form.text("title", needed="Give the title as the newer agenda prints it.")
    if (number, title) == (tonight.item.number, tonight.item.title):
        raise Refused(f"{tonight.item.label} has this number and title already.")
    return e.ItemRevised(tonight.item.id, number, title, form.text("reason", most=400))


def restrict_item(meeting: Meeting, form: Form) -> e.Event:
    tonight = form.item(meeting)
    if tonight.item.restricted:
        raise Refused(f"{tonight.item.label} is already marked restricted.")
    return e.ItemRestricted(tonight.item.id, form.text("reason", most=200))


def release_item(meeting: Meeting, form: Form) -> e.Event:
    """The officer confirms the words that become public; nothing typed in private goes out unseen."""
    tonight = form.item(meeting)
    if not tonight.item.restricted:
        raise Refused(f"{tonight.item.label} is public already.")
    title = form.text("title") or tonight.item.title
    released = replace(
        tonight.item, title=title, plain_title=form.text("plain_title"), restricted=False,
        restricted_reason="", papers=form.papers(),
    )  # fmt: skip
    return e.ItemReleased(tonight.item.id, released, form.text("reason", most=200))


ITEM = Field("item", "Item", "item", needed=True)
REASON = Field("reason", "Reason (optional)")
PAPERS = Field("papers", "Papers, one address a line", "papers", hint="https://… or Title | https://…")
moving = live("moving to the next item")
ITEMS = (
    Button("next_item", "Next item", e.ItemStarted, moving, next_item, key="N", group="agenda"),
    Button("go_to_item", "Go to item", e.ItemStarted, live("moving to another item"), go_to_item, (ITEM,),
           group="agenda", help="Jump to any item, or return to an earlier one."),
    Button("withdraw_item", "Withdraw item", e.ItemWithdrawn, live("withdrawing an item"), withdraw_item,
           (ITEM, REASON), group="agenda"),
    Button("defer_item", "Defer item", e.ItemDeferred, live("deferring an item"), defer_item,
           (ITEM, Field("to", "To (meeting or date, if known)"), REASON), group="agenda"),
    Button("add_urgent_item", "Urgent item", e.ItemAdded, live("adding an item"), add_urgent_item,
           (Field("number", "Number, as the chair gave it"), Field("title", "Title", needed=True),
            Field("plain_title", "Plain-English title (optional)"),
            Field("reason", "Why it is urgent", needed=True, hint="Special circumstances: 1972 Act, s100B(4)(b)"),
            Field("before", "Take it before", "open_item"), PAPERS,
            Field("restricted", "Restricted", "yes")), group="agenda"),
    Button("move_item", "Change running order", e.RunningOrderChanged, live("changing the order"), move_item,
           (ITEM, Field("before", "Take it before (empty: last)", "open_item")), group="agenda"),
    Button("agree_together", "Several items together", e.ItemsAgreedTogether,
           live("deciding several items"), agree_together,
           (Field("items", "Items", "items", needed=True),
            Field("outcome", "Outcome", "choice", e.OUTCOMES, needed=True)), group="agenda"),
    Button("change_item_details", "Item details", e.ItemDetailsChanged, live("changing an item"),
           change_item_details, (ITEM, Field("plain_title", "Plain-English title"), PAPERS), group="agenda"),
    Button("revise_item", "Number and title", e.ItemRevised, live("changing an item"), revise_item,
           (ITEM, Field("number", "Number, as the newer agenda prints it"),
            Field("title", "Title", needed=True), REASON), group="agenda"),
    Button("restrict_item", "Mark item restricted", e.ItemRestricted, live("marking an item"), restrict_item,
           (ITEM, REASON), group="agenda"),
    Button("release_item", "Release item to the public", e.ItemReleased, in_public("releasing an item"),
           release_item, (ITEM, Field("title", "Title as the public will see it"),
                          Field("plain_title", "Plain-English title (optional)"), PAPERS, REASON), group="agenda"),
)  # fmt: skip
