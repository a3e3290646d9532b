"""The buttons of debate and decision."""

from __future__ import annotations

from livemeeting.domain import events as e
from livemeeting.domain.buttons.button import Button, live
from livemeeting.domain.buttons.form import Field, Form, counted
from livemeeting.domain.meeting import Amendment, Meeting
from livemeeting.domain.refused import Refused

ROLES = ("Member", "Officer", "Member of the public")


def announce_chair(meeting: Meeting, form: Form) -> e.Event:
    return e.ChairAnnounced(form.text("name", most=120, needed="Say who is in the chair."))


def call_speaker(meeting: Meeting, form: Form) -> e.Event:
    """Members of the public are not named: many councils never put their names in the minutes."""
    role = form.choice(
        "role", ROLES, needed="Say whether the speaker is a member, an officer or from the public."
    )
    name = "" if role == "Member of the public" else form.text("name", most=120)
    return e.SpeakerCalled(name, role, form.item_or_current(meeting))


def _needs_item(meeting: Meeting, form: Form) -> str:
    item = form.item_or_current(meeting)
    if not item:
        raise Refused("Go to the item first, or choose it from the list.")
    tonight = meeting.item(item)
    if tonight is not None and tonight.item.restricted and not meeting.is_private:
        raise Refused(f"{tonight.item.label} is marked restricted. Exclude the press and public first.")
    return item


def move_motion(meeting: Meeting, form: Form) -> e.Event:
    return e.MotionMoved(
        motion=f"m{meeting.seq + 1}",
        item=_needs_item(meeting, form),
        mover=form.text("mover", most=120),
        seconder=form.text("seconder", most=120),
        label=form.text("label", most=30),
    )


def move_amendment(meeting: Meeting, form: Form) -> e.Event:
    item = _needs_item(meeting, form)
    motions = [each for each in meeting.motions if each.item == item]
    motion = form.text("motion") or (motions[-1].id if motions else "")
    return e.AmendmentMoved(
        amendment=f"a{meeting.seq + 1}",
        item=item,
        motion=motion,
        label=form.text("label", most=30),
        mover=form.text("mover", most=120),
        seconder=form.text("seconder", most=120),
    )


def _open_amendment(meeting: Meeting, form: Form) -> Amendment:
    found = meeting.amendment(form.text("amendment"))
    undecided = [each for each in meeting.amendments if not each.outcome]
    if found is None and not form.text("amendment") and len(undecided) == 1:
        found = undecided[0]
    if found is None:
        raise Refused("Choose the amendment first.")
    if found.outcome:
        raise Refused(f"That amendment is already {found.outcome}. Correct the entry if that is wrong.")
    return found


def withdraw_amendment(meeting: Meeting, form: Form) -> e.Event:
    found = _open_amendment(meeting, form)
    return e.AmendmentWithdrawn(found.id, found.item)


def decide_amendment(meeting: Meeting, form: Form) -> e.Event:
    found = _open_amendment(meeting, form)
    outcome = form.choice("outcome", e.AMENDMENT_OUTCOMES, needed="Choose what became of the amendment.")
    votes = form.votes()
    return e.AmendmentDecided(
        found.id,
        outcome,
        found.item,
        form.tally() or counted(votes),
        votes,
        form.text("casting_vote", most=60),
    )


def call_vote(meeting: Meeting, form: Form) -> e.Event:
    shape = form.choice("form", e.VOTE_FORMS, needed="Choose how the vote is taken.")
    found = meeting.amendment(form.text("amendment"))
    item = found.item if found else _needs_item(meeting, form)
    return e.VoteCalled(item, shape, found.id if found else "")


def record_decision(meeting: Meeting, form: Form) -> e.Event:
    """The tally is as the chair announced it; a recorded vote without one is counted from the names."""
    item = _needs_item(meeting, form)
    votes = form.votes()
    motion = meeting.motion(form.text("motion"))
    return e.DecisionRecorded(
        item=item,
        outcome=form.choice("outcome", e.OUTCOMES, needed="Choose the outcome the chair announced."),
        motion=motion.id if motion else "",
        tally=form.tally() or counted(votes),
        votes=votes,
        casting_vote=form.text("casting_vote", most=60),
    )


ITEM = Field("item", "Item (empty: the current one)", "item")
MOVER, SECONDER = Field("mover", "Moved by", "member"), Field("seconder", "Seconded by", "member")
LABEL = Field("label", "Letter or number (optional)")
TALLY = (Field("votes_for", "For", "number"), Field("against", "Against", "number"),
         Field("abstained", "Abstained", "number"))  # fmt: skip
CASTING = Field("casting_vote", "Chair's casting vote (if used)", hint="for, or against")
VOTES = Field("votes", "Recorded vote", "votes")
ROLE = Field("role", "Role", "choice", ROLES, needed=True)
AMENDMENT = Field("amendment", "Amendment", "amendment")
DEBATE = (
    Button("record_decision", "Decision", e.DecisionRecorded, live("recording a decision"), record_decision,
           (ITEM, Field("outcome", "Outcome", "choice", e.OUTCOMES, needed=True), *TALLY, CASTING,
            Field("motion", "On motion", "motion"), VOTES), key="D", group="now"),
    Button("move_motion", "Motion", e.MotionMoved, live("recording a motion"), move_motion,
           (ITEM, MOVER, SECONDER, LABEL), key="M", group="now"),
    Button("move_amendment", "Amendment", e.AmendmentMoved, live("recording an amendment"), move_amendment,
           (ITEM, Field("motion", "To motion", "motion"), LABEL, MOVER, SECONDER), key="A", group="now"),
    Button("decide_amendment", "Amendment decided", e.AmendmentDecided, live("deciding an amendment"),
           decide_amendment, (AMENDMENT, Field("outcome", "Outcome", "choice", e.AMENDMENT_OUTCOMES, needed=True),
                              *TALLY, CASTING, VOTES), group="now"),
    Button("withdraw_amendment", "Amendment withdrawn", e.AmendmentWithdrawn, live("withdrawing an amendment"),
           withdraw_amendment, (AMENDMENT,)),
    Button("call_vote", "Vote", e.VoteCalled, live("calling a vote"), call_vote,
           (ITEM, Field("form", "How", "choice", e.VOTE_FORMS, needed=True), AMENDMENT), key="V", group="now"),
    Button("call_speaker", "Speaker", e.SpeakerCalled, live("calling a speaker"), call_speaker,
           (ROLE, Field("name", "Name (members of the public are not named)", "member"), ITEM),
           key="S", group="now"),
    Button("announce_chair", "Chair", e.ChairAnnounced, live("announcing the chair"), announce_chair,
           (Field("name", "In the chair", "member", needed=True),)),
)  # fmt: skip
