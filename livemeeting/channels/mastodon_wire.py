"""A server of the Mastodon API asked for one account: its questions, its instance, its own posts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from livemeeting.channels.wire import Answer, Call, Silence, mapping, parsed, parsed_list, text_of
from livemeeting.domain.channel import Account

PAGE = 40
_PAGES = 5


class Server:
    """One call's questions to an account's server."""

    def __init__(self, account: Account, call: Call) -> None:
        self._call = call
        self._base = account.facts.get("server", "")
        self._token = account.credentials.get("token", "")

    def get(self, path: str, **query: str) -> Answer | Silence:
        """Read something."""
        return self._call.ask("GET", self._base + path, headers=self._headers(), query=query)

    def post(self, path: str, values: Mapping[str, str], *, key: str) -> Answer | Silence:
        """Write something, once for each key where the server honours keys."""
        headers = {**self._headers(), "Content-Type": "application/json", "Idempotency-Key": key}
        body = json.dumps(values, ensure_ascii=False).encode()
        return self._call.ask("POST", self._base + path, headers=headers, body=body)

    def delete(self, path: str) -> Answer | Silence:
        """Delete something."""
        return self._call.ask("DELETE", self._base + path, headers=self._headers())

    def instance_facts(self) -> dict[str, str]:
        """What the server says of its limits and its software; empty where it says nothing."""
        answer = self.get("/api/v2/instance")
        facts = {"software": self._software()}
        if isinstance(answer, Answer) and answer.status == 200:
            statuses = mapping(mapping(parsed(answer).get("configuration")).get("statuses"))
            for name, said in (
                ("max_characters", "max_characters"),
                ("characters_per_link", "characters_reserved_per_url"),
            ):
                if isinstance(statuses.get(said), int):
                    facts[name] = str(statuses[said])
        return {name: value for name, value in facts.items() if value}

    def own_posts(
        self, own_id: str, since: str, not_before: datetime
    ) -> tuple[list[Mapping[str, object]], bool] | None:
        """The account's posts newer than `since` (or than `not_before`), newest first, and whether that is all.

        None where they could not be read.
        """
        found: list[Mapping[str, object]] = []
        for _ in range(_PAGES):
            query = {"limit": str(PAGE), **({"since_id": since} if since else {})}
            if found:
                query["max_id"] = text_of(found[-1], "id")
            answer = self.get(f"/api/v1/accounts/{own_id}/statuses", **query)
            page = parsed_list(answer) if isinstance(answer, Answer) and answer.status == 200 else None
            if page is None:
                return None
            young = page if since else [each for each in page if _is_since(each, not_before)]
            found += young
            if len(page) < PAGE or len(young) < len(page):
                return found, True
        return found, False

    def _software(self) -> str:
        answer = self.get("/.well-known/nodeinfo")
        links = parsed(answer).get("links") if isinstance(answer, Answer) else None
        for link in links if isinstance(links, list) else []:
            address = text_of(mapping(link), "href")
            if address.startswith(self._base + "/"):
                found = self._call.ask("GET", address)
                software = parsed(found).get("software") if isinstance(found, Answer) else None
                return text_of(mapping(software), "name").lower()
        return ""

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"}


def _is_since(post: Mapping[str, object], moment: datetime) -> bool:
    try:
        return datetime.fromisoformat(text_of(post, "created_at")) >= moment
    except (ValueError, TypeError):
        return True
