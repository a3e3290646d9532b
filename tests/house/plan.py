"""The files of the house as its own checks see them: what there is, and what imports what."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "livemeeting"
#: Text that other people wrote and we ship unchanged.
_VENDORED = ("vendor",)


@cache
def files() -> tuple[Path, ...]:
    """Every file that is tracked or would be, relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = {Path(name) for name in listed.stdout.split("\0") if name}
    return tuple(sorted(path for path in found if (ROOT / path).is_file()))


def ours(*suffixes: str, under: tuple[str, ...] = ("livemeeting", "tests")) -> list[Path]:
    """The files of those kinds that we wrote, in those folders."""
    return [
        path
        for path in files()
        if path.suffix in suffixes and path.parts[0] in under and not set(_VENDORED) & set(path.parts)
    ]


def texts() -> Iterator[tuple[Path, str]]:
    """Every file that is text and ours, with what it says."""
    for path in files():
        content = (ROOT / path).read_bytes()
        if b"\0" not in content and not set(_VENDORED) & set(path.parts):
            yield path, content.decode("utf-8", "replace")


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse((ROOT / path).read_text("utf-8"))


def module_name(path: Path) -> str:
    """The dotted name under which a Python file is imported."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


@cache
def modules() -> dict[str, Path]:
    """Every module of the product, by name."""
    return {module_name(path): path for path in ours(".py", under=("livemeeting",))}


def imports(path: Path) -> set[str]:
    """The modules a file imports, at the top, late, for types only or by their name in a string."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if path in modules().values() and isinstance(node, ast.Constant) and node.value in modules():
            found.add(str(node.value))  # a table of modules, imported by name
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            source = _absolute(path, node)
            full = {f"{source}.{alias.name}" for alias in node.names}
            found |= {name if name in modules() else source for name in full}
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
            found |= {str(part.value) for part in node.args if isinstance(part, ast.Constant)}
    return found


def _absolute(path: Path, node: ast.ImportFrom) -> str:
    if node.level == 0:
        return node.module or ""
    package = path.parts[: len(path.parts) - node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
