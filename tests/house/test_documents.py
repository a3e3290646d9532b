"""Nothing that an operator sets or a reader inherits goes undocumented."""

import re

from livemeeting.settings import SETTINGS
from tests.house.plan import ROOT


def named(word: str, text: str) -> bool:
    """Whether the text names the word, alone and in any case."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.IGNORECASE) is not None


def requirements() -> list[str]:
    """The names in requirements.txt."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    return [re.split(r"[=<>\[ ]", line)[0] for line in lines if line and not line.startswith("#")]


def test_every_setting_is_in_the_running_page() -> None:
    page = (ROOT / "docs" / "running.md").read_text("utf-8")
    assert not [setting.name for setting in SETTINGS if not named(setting.name, page)]


def test_every_dependency_has_a_decision() -> None:
    decisions = "\n".join(path.read_text("utf-8") for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert not [name for name in requirements() if not named(name, decisions)]


def test_every_requirement_is_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text("utf-8").splitlines()
        wanted = [line for line in lines if line and not line.startswith(("#", "-r "))]
        assert not [line for line in wanted if not re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9.]+", line)]
