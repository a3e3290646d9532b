"""One whole evening, press by press, with the sentence the record must hold for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from livemeeting.domain.agenda import Plan

CANARY = "CANARYTANNERSYARD"
FOR = ("Cllr Amara Osei-Lund", "Cllr Beatrix Quillfeather", "Cllr Llŷr ap Tomos")
AGAINST = ("Cllr Howard Tithebarn", "Cllr Björn Easterby")

Answers = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Step:
    """A press: `sentence` is what the internal record says; a `private` one is nowhere in the public record.

    `at_first` is what was said before a correction changed it.
    """

    button: str
    sentence: str
    answers: Answers = field(default_factory=dict)
    private: bool = False
    posts: str = ""
    at_first: str = ""
    in_public: str = ""

    @property
    def public(self) -> str:
        """What the public record says."""
        return self.in_public or self.sentence


def evening(plan: Plan) -> Iterator[Step]:
    """The evening of the sample agenda: 25 items, two out of order, one withdrawn, one urgent, one private session."""
    ids = {each.number: each.id for each in plan.items if each.number}
    yield Step(
        "start_meeting",
        "Full Council is in session, chaired by Cllr Marian Holroyd.",
        {"chair": "Cllr Marian Holroyd", "confirm": "LIVE"},
        posts="Full Council is now in session.",
    )
    yield Step("next_item", "Item 84: Members who cannot be here tonight.")
    yield Step("record_attendance", "Apologies: Cllr Nesta Gwilt.", {"apologies": "Cllr Nesta Gwilt"})
    yield Step("next_item", "Item 85: Interests members must declare.")
    yield Step(
        "declare_interest",
        "Cllr Tariq Belmoor declared a pecuniary interest in item 12.6. They will leave the room.",
        {"member": "Cllr Tariq Belmoor", "item": ids["12.6"], "interest": "pecuniary", "leaves": "yes"},
    )
    yield Step("next_item", "Item 86: Minutes of the last meeting.")
    yield Step("record_decision", "Item 86: agreed.", {"outcome": "agreed"}, posts="Item 86: agreed.")
    yield Step("next_item", "Item 87: Announcements from the Mayor, the Leader and the Chief Executive.")
    yield Step(
        "take_note",
        "A minute's silence was held.",
        {"text": "A minute's silence was held.", "audience": "public"},
    )
    yield Step("next_item", "Item 88: Petitions and deputations.")
    yield Step("next_item", "Item 89: Questions from the public.")
    yield Step(
        "call_speaker",
        "Member of the public speaks.",
        {"role": "Member of the public", "name": "Mrs Unnamed"},
    )
    yield from _out_of_order(ids)
    yield from _motion(ids)
    yield from _reports(ids)
    yield from _second_half(ids)
    yield from _private(ids)


# fmt: off


def _out_of_order(ids: Mapping[str, str]) -> Iterator[Step]:
    yield Step("go_to_item", "Item 93: Warm spaces this winter.", {"item": ids["93"]}, posts="Item 93: Warm spaces")
    yield Step("record_decision", "Item 93: carried. For 25, against 3, abstained 1.",
               {"outcome": "carried", "votes_for": "25", "against": "3", "abstained": "1"})
    yield Step("go_to_item", "Item 92: Safer crossings near schools.", {"item": ids["92"]})


def _motion(ids: Mapping[str, str]) -> Iterator[Step]:
    yield Step("move_motion",
               "The motion on item 92 moved by Cllr Amara Osei-Lund, seconded by Cllr Priya Nandlal.",
               {"mover": "Cllr Amara Osei-Lund", "seconder": "Cllr Priya Nandlal"})
    yield Step("move_amendment", "Amendment A to item 92 moved by Cllr Howard Tithebarn.",
               {"label": "A", "mover": "Cllr Howard Tithebarn"}, posts="Amendment A to item 92 has been moved.")
    yield Step("call_vote", "A show of hands is being taken on item 92.", {"form": "show of hands"})
    yield Step("decide_amendment", "Amendment A to item 92: not carried. For 12, against 17, abstained 1.",
               {"outcome": "lost", "votes_for": "12", "against": "17", "abstained": "1"},
               posts="Amendment A to item 92: not carried.")
    yield Step("call_vote", "A recorded vote is being taken on item 92.", {"form": "recorded vote"})
    votes = [*(f"for:{name}" for name in FOR), *(f"against:{name}" for name in AGAINST)]
    yield Step("record_decision", "Item 92: carried. For 3, against 2, abstained 0.",
               {"outcome": "carried", "votes": votes}, posts="Item 92: carried. For 3, against 2")
    yield Step("withdraw_item", "Item 94: Water quality in the Calderbeck — withdrawn. Reason: Mover absent.",
               {"item": ids["94"], "reason": "Mover absent"}, posts="Item 94: Water quality")


def _reports(ids: Mapping[str, str]) -> Iterator[Step]:
    yield Step("go_to_item", "Item 12.4: Help with council tax next year.", {"item": ids["12.4"]})
    yield Step("record_decision", "Item 12.4: noted.", {"outcome": "noted"})
    yield Step("webcast_failed", "The webcast has stopped; the meeting continues and so do these updates.",
               posts="the webcast has stopped; the meeting and its live page continue")
    yield Step("next_item", "Item 12.5: New library opening hours.")
    # Typed the wrong way round, and corrected two entries later.
    yield Step("record_decision", "Item 12.5: lost. For 13, against 16, abstained 1.",
               {"outcome": "carried", "votes_for": "16", "against": "13", "abstained": "1"},
               at_first="Item 12.5: carried. For 16, against 13, abstained 1.")
    yield Step("correct_entry", "Correction: Item 12.5: lost. For 13, against 16, abstained 1. Reason: Figures swapped.",
               {"entry": "{previous}", "outcome": "lost", "votes_for": "13", "against": "16", "abstained": "1",
                "reason": "Figures swapped"})
    yield Step("webcast_restored", "The webcast is back.")
    yield Step("next_item", "Item 12.6: Rebuilding the Tenter Lane depot.")
    yield Step("member_left", "Cllr Tariq Belmoor left the room.", {"member": "Cllr Tariq Belmoor"})
    yield Step("record_decision", "Item 12.6: approved.", {"outcome": "approved"})
    yield Step("member_returned", "Cllr Tariq Belmoor returned to the room.", {"member": "Cllr Tariq Belmoor"})
    yield Step("adjourn", "Adjourned until 20:25. Reason: Comfort break.",
               {"until": "20:25", "reason": "Comfort break"}, posts="Full Council: adjourned at")
    yield Step("resume", "The meeting has resumed.")


def _second_half(ids: Mapping[str, str]) -> Iterator[Step]:
    yield Step("next_item", "Item 17(6): Rules for pubs, clubs and late-night food.")
    yield Step("next_item", "Item 6A: Members' allowances.")
    yield Step("next_item", "Item 90: How the council's money has been invested.")
    yield Step("next_item", "Item 91: What scrutiny looked at last year.")
    yield Step("next_item", "Item 96: Questions to the Leader and Cabinet.")
    yield Step("next_item", "Item 97: Questions to committee chairs.")
    yield Step("agree_together", "Items 98, 99, 100 and 101: agreed without discussion.",
               {"items": [ids[number] for number in ("98", "99", "100", "101")], "outcome": "agreed"})
    yield Step("add_urgent_item", "The chair has accepted an urgent item: Item 102A: Flooding at Mill Lane. "
               "Reason: Rain since Friday.",
               {"number": "102A", "title": "Flooding at Mill Lane", "reason": "Rain since Friday", "before": ids["103"]},
               posts="The chair has accepted an urgent item: Flooding")
    yield Step("next_item", "Item 102: Urgent business.")
    yield Step("next_item", "Item 102A: Flooding at Mill Lane.")
    yield Step("publish_message", "Papers for the urgent item follow.", {"text": "Papers for the urgent item follow."})
    yield Step("next_item", "Item 103: Whether to continue in private.")


def _private(ids: Mapping[str, str]) -> Iterator[Step]:
    yield Step("exclude", "The meeting is now considering private business. Paragraph 3.", {"paragraphs": ["3"]},
               in_public="The meeting is now considering private business.",
               posts="Full Council: the meeting is now considering a private item.")
    yield Step("next_item", "Item 104: Purchase of land at Tanner's Yard - heads of terms.", private=True)
    yield Step("take_note", f"{CANARY} offer accepted", {"text": f"{CANARY} offer accepted", "audience": "public"},
               private=True)
    yield Step("record_decision", "Item 104: agreed.", {"outcome": "agreed"}, private=True)
    yield Step("next_item", "Item 105: Senior management structure - severance terms.", private=True)
    yield Step("record_decision", "Item 105: deferred.", {"outcome": "deferred"}, private=True)
    yield Step("readmit", "The meeting is open to the public again.")
    yield Step("next_item", "Item 106: Close of the meeting.")
    yield Step("close", "The meeting has closed.", posts="Full Council closed at")
