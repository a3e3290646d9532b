"""No file and no function grows past its ceiling."""

import ast

from tests.house.plan import ROOT, ours, tree

MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 45


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {
        str(path): len((ROOT / path).read_text("utf-8").splitlines())
        for path in ours(".py", ".js", ".css", ".html", under=("livemeeting", "tests", "bench", "scripts"))
    }
    assert lengths, "no files were found"
    assert not {path: lines for path, lines in lengths.items() if lines > MOST_LINES_OF_A_FILE}


def test_no_function_is_longer_than_45_lines() -> None:
    lengths = {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in ours(".py", under=("livemeeting", "tests", "bench", "scripts"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert lengths, "no functions were found"
    assert not {name: lines for name, lines in lengths.items() if lines > MOST_LINES_OF_A_FUNCTION}
