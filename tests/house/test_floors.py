"""Imports go down only, and each library lives on its own floor."""

import ast
import sys
from pathlib import Path

import pytest

from tests.house.plan import imports, modules, ours, tree

#: What each floor may import of the house; "top" is every file directly in livemeeting/ but runtime.py.
BELOW = {
    "domain": set(),
    "runtime": set(),
    "store": {"domain"},
    "live": {"domain"},
    "channels": {"domain"},
    "importers": {"domain"},
    "exporters": {"domain"},
    "actions": {"domain", "runtime", "store", "live", "channels", "importers", "exporters"},
    "web": {"domain", "actions"},
    "top": {
        "domain", "runtime", "store", "live", "channels", "importers", "exporters", "actions", "web",
    },
}  # fmt: skip

#: The guests each floor may have; docs/decisions says why each was invited.
GUESTS = {
    "domain": set(),
    "runtime": set(),
    "store": {"sqlalchemy", "alembic", "psycopg2", "cryptography"},
    "live": set(),
    "channels": {"regex", "requests", "tweepy", "twitter_text", "urllib3"},
    "importers": {"defusedxml", "icalendar", "lxml", "openpyxl", "pypdf", "striprtf", "yaml"},
    "exporters": {"docx", "jinja2", "markupsafe", "typst", "xlsxwriter"},
    "actions": {"argon2", "sqlalchemy"},
    "web": {"flask", "flask_socketio", "govuk_frontend_jinja", "jinja2", "markupsafe", "prometheus_client", "werkzeug"},
    "top": {"click", "redis"},
}

ASYNC_LIBRARIES = {"eventlet", "gevent"}


def floor(module: str) -> str:
    """The floor a module of the house stands on."""
    parts = module.split(".")
    if len(parts) == 1:
        return ""
    return parts[1] if parts[1] in BELOW else "top"


def files_of(name: str) -> list[Path]:
    """The files of one floor."""
    return [path for module, path in modules().items() if floor(module) == name]


def guests(path: Path) -> set[str]:
    """The libraries a file imports that are neither ours nor Python's own."""
    roots = {name.partition(".")[0] for name in imports(path)}
    return roots - {"livemeeting"} - sys.stdlib_module_names


@pytest.mark.parametrize("name", BELOW)
def test_a_floor_imports_only_itself_and_the_floors_below(name: str) -> None:
    allowed = BELOW[name] | {name, ""}
    upwards = {
        f"{path} imports {module}"
        for path in files_of(name)
        for module in imports(path)
        if module.partition(".")[0] == "livemeeting" and floor(module) not in allowed
    }
    assert not upwards


@pytest.mark.parametrize("name", BELOW)
def test_a_floor_has_only_its_own_guests(name: str) -> None:
    strangers = {
        f"{path} imports {guest}"
        for path in files_of(name)
        for guest in guests(path) - GUESTS[name]
        if path.name != "serve.py"
    }
    assert not strangers


def test_serve_py_has_only_the_async_libraries_and_the_driver_it_makes_cooperate() -> None:
    assert guests(Path("livemeeting/serve.py")) == ASYNC_LIBRARIES | {"psycopg2"}


def test_only_serve_py_imports_an_async_library() -> None:
    assert [str(path) for path in modules().values() if guests(path) & ASYNC_LIBRARIES] == [
        "livemeeting/serve.py"
    ]


def test_no_test_patches_the_process_it_runs_in() -> None:
    patching = {"livemeeting.serve", *ASYNC_LIBRARIES}
    in_process = [
        path for path in ours(".py", under=("tests",)) if path.name.startswith(("test_", "conftest"))
    ]
    assert in_process
    assert not [str(path) for path in in_process if imports(path) & patching]


def test_the_actions_know_nothing_of_sqlalchemy_but_the_connection() -> None:
    named = {
        (str(path), alias.name)
        for path in files_of("actions")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for alias in node.names
    }
    assert {name for _, name in named} <= {"Connection"}, named


def test_there_is_no_import_cycle() -> None:
    graph = {name: imports(path) & set(modules()) for name, path in modules().items()}
    finished: set[str] = set()

    def cycle_from(name: str, way: tuple[str, ...]) -> str:
        if name in way:
            return " -> ".join([*way[way.index(name) :], name])
        if name in finished:
            return ""
        found = next(filter(None, (cycle_from(each, (*way, name)) for each in sorted(graph[name]))), "")
        finished.add(name)
        return found

    assert not [found for name in sorted(graph) if (found := cycle_from(name, ()))]
