"""ARCHITECTURE.md lists every module as the module describes itself."""

import re

import architecture


def test_the_list_of_modules_is_that_of_the_source() -> None:
    _kept, mark, listed = architecture.PAPER.read_text("utf-8").partition(architecture.MARK)
    assert mark
    assert listed.strip() == architecture.modules().strip(), "run: .venv/bin/python packaging/architecture.py update"


def test_every_module_says_in_one_line_what_it_holds() -> None:
    lines = {path: architecture.first_line(path) for path in architecture.PACKAGE.rglob("*.py")}
    assert {path.name for path, line in lines.items() if not line.endswith((".", ":")) and line} == set()
    assert {path.name for path, line in lines.items() if not line} <= {"__init__.py", "__main__.py"}


def test_every_file_named_in_the_text_is_there() -> None:
    text = architecture.PAPER.read_text("utf-8").partition(architecture.MARK)[0]
    named = set(re.findall(r"`((?:[\w.]+/)+[\w.]*)`", text))
    missing = [
        name for name in named if not ((architecture.PACKAGE / name).exists() or (architecture.ROOT / name).exists())
    ]
    assert missing == []
