"""What every file of ours has, and what none may hold."""

import ast
import re

from tests.house.plan import ours, texts, tree

# Put together here so that this file passes its own check.
_POSTPONED = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME")) + r")\b")
_OF_ONE_MACHINE = re.compile(r"(?<![\w.:/~-])/(?:" + "|".join(("work", "home", "root")) + r")/\w")


def places(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern occurs in our text."""
    return [
        f"{path}:{number}: {line.strip()[:80]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_nothing_is_postponed_in_a_comment() -> None:
    assert not places(_POSTPONED)


def test_no_path_of_one_machine_is_written_down() -> None:
    assert not places(_OF_ONE_MACHINE)


def test_every_python_file_opens_with_one_sentence() -> None:
    without = []
    for path in ours(".py", under=("livemeeting", "tests", "bench", "scripts", "docs")):
        first, _, rest = (ast.get_docstring(tree(path)) or "").partition("\n")
        if not first.endswith(".") or rest.partition("\n")[0]:
            without.append(str(path))
    assert not without


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    ways_out = {"skip", "skipif", "xfail", "importorskip", "skipTest", "skipUnless"}
    taken = [
        f"{path}:{node.lineno}"
        for path in ours(".py", under=("tests",))
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Attribute) and node.attr in ways_out)
        or (isinstance(node, ast.ImportFrom) and ways_out & {alias.name for alias in node.names})
    ]
    assert not taken
