"""Which template words a kind of post: the council's own for network and language, else the usual one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from livemeeting.domain.wording import DEFAULTS

Key = tuple[str, str, str]  # kind, channel ("" for every network), language
ENGLISH, WELSH = "en", "cy"

#: The scheduled ones, told by the plan alone.
NOTICES: dict[str, str] = {
    "NoticeTomorrow": "{body} meets tomorrow, {day}, at {start}. Agenda: {link} {hashtag}",
    "NoticeToday": "{body} meets today at {start}. Follow each item: {link} {hashtag}",
    "NoticeSoon": "{body} meets in one hour, at {start}. {hashtag}",
    "NoticeMinutes": "The minutes of {body}, {day}, are published: {link} {hashtag}",
}
#: On X a link costs thirteen times more: there it is only in the opening and the closing post.
_ON_X: dict[str, str] = {
    "WebcastFailed": "{time}: the webcast has stopped; the meeting and its live page continue. {hashtag}",
    "NoticeTomorrow": "{body} meets tomorrow, {day}, at {start}. {hashtag}",
    "NoticeToday": "{body} meets today at {start}. {hashtag}",
    "NoticeMinutes": "The minutes of {body}, {day}, are published on our website. {hashtag}",
}
_WELSH: dict[str, str] = {
    "MeetingOpened": "{body}: mae'r cyfarfod wedi dechrau. Dilynwch bob eitem: {link} {hashtag}",
    "MeetingAdjourned": "{body}: gohiriwyd y cyfarfod am {time}{until}. {hashtag}",
    "MeetingResumed": "{body}: ailddechreuodd y cyfarfod am {time}. {hashtag}",
    "MeetingClosed": "{body}: daeth y cyfarfod i ben am {time}. Penderfyniadau fesul eitem: {link} {hashtag}",
    "MeetingPostponed": "{body}: gohiriwyd y cyfarfod{to}. {hashtag}",
    "MeetingCancelled": "{body}: canslwyd y cyfarfod. {hashtag}",
    "PublicExcluded": "{body}: mae'r cyfarfod bellach yn ystyried eitem breifat. "
    "Bydd y dudalen fyw yn parhau wedyn. {time} {hashtag}",
    "PublicReadmitted": "{body}: mae'r cyfarfod ar agor i'r cyhoedd eto. {time} {hashtag}",
    "ItemStarted": "{item} {hashtag}",
    "ItemReturned": "Yn ôl at {item} {time} {hashtag}",
    "ItemWithdrawn": "{item} – tynnwyd yn ôl. {hashtag}",
    "ItemDeferred": "{item} – gohiriwyd{to}. {hashtag}",
    "ItemAdded": "Mae'r cadeirydd wedi derbyn eitem frys: {title} {hashtag}",
    "RunningOrderChanged": "{item} – fe'i cymerir {before}. {hashtag}",
    "ItemsAgreedTogether": "{items}: {outcome} heb drafodaeth. {hashtag}",
    "AmendmentMoved": "{amendment} i {number}: cynigiwyd. {time} {hashtag}",
    "AmendmentWithdrawn": "{amendment} i {number}: tynnwyd yn ôl. {hashtag}",
    "AmendmentDecided": "{amendment} i {number}: {outcome}. {tally} {hashtag}",
    "DecisionRecorded": "{number}: {outcome}. {tally} {hashtag}",
    "MessagePublished": "{text} {hashtag}",
    "WebcastFailed": "{time}: mae'r gweddarllediad wedi stopio; mae'r cyfarfod yn parhau. "
    "Diweddariadau: {link} {hashtag}",
    "WebcastRestored": "{time}: mae'r gweddarllediad yn ôl. {hashtag}",
    "EntryCorrected": "Cywiriad i'n diweddariad am {was}: {text} {hashtag}",
    "NoticeTomorrow": "{body}: cyfarfod yfory, {day}, am {start}. Agenda: {link} {hashtag}",
    "NoticeToday": "{body}: cyfarfod heddiw am {start}. Dilynwch bob eitem: {link} {hashtag}",
    "NoticeSoon": "{body}: cyfarfod ymhen awr, am {start}. {hashtag}",
    "NoticeMinutes": "{body}, {day}: cyhoeddwyd y cofnodion: {link} {hashtag}",
}
_WELSH_ON_X: dict[str, str] = {
    "WebcastFailed": "{time}: mae'r gweddarllediad wedi stopio; mae'r cyfarfod a'i dudalen fyw yn parhau. {hashtag}",
    "NoticeTomorrow": "{body}: cyfarfod yfory, {day}, am {start}. {hashtag}",
    "NoticeToday": "{body}: cyfarfod heddiw am {start}. {hashtag}",
    "NoticeMinutes": "{body}, {day}: cyhoeddwyd y cofnodion ar ein gwefan. {hashtag}",
}
#: Every kind that is worded, in the order of an evening, with its usual English template.
KINDS: dict[str, str] = {**DEFAULTS, **NOTICES}
USUAL: dict[Key, str] = {
    **{(kind, "", ENGLISH): text for kind, text in KINDS.items()},
    **{(kind, "x", ENGLISH): text for kind, text in _ON_X.items()},
    **{(kind, "", WELSH): text for kind, text in _WELSH.items()},
    **{(kind, "x", WELSH): text for kind, text in _WELSH_ON_X.items()},
}


@dataclass(frozen=True)
class Wordings:
    """A council's own templates by kind, channel and language."""

    own: Mapping[Key, str] = field(default_factory=dict)

    def text(self, kind: str, channel: str, language: str = ENGLISH) -> str:
        """What words this kind there, '' for what is not posted.

        The council's own for the network comes first, then its own for every network: whatever an officer
        wrote beats what we wrote. An empty own wording is a wish to post nothing.
        """
        for texts in (self.own, USUAL):
            for where in (channel, ""):
                if (kind, where, language) in texts:
                    return texts[kind, where, language]
        return ""

    def is_own(self, kind: str, channel: str, language: str = ENGLISH) -> bool:
        """Whether the council wrote one for exactly this network and language."""
        return (kind, channel, language) in self.own

    def without(self, kind: str, channel: str, language: str = ENGLISH) -> str:
        """What would stand if the council had none of its own for exactly this network and language."""
        others = {key: text for key, text in self.own.items() if key != (kind, channel, language)}
        return Wordings(others).text(kind, channel, language)

    def trying(self, kind: str, channel: str, language: str, text: str) -> Wordings:
        """The same with one template tried out."""
        return Wordings({**self.own, (kind, channel, language): text})
