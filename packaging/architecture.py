"""The list of modules in ARCHITECTURE.md: one line for each, its docstring's first.

architecture.py update     write the list anew
"""

import ast
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "rebond"
PAPER = ROOT / "ARCHITECTURE.md"
#: Everything after this line is written by `update`.
MARK = "<!-- from here on written by packaging/architecture.py update -->\n"


def modules() -> str:
    """The list: a heading for each package, a line for each module in it."""
    packages: dict[Path, list[str]] = defaultdict(list)
    titles: dict[Path, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        line = first_line(path)
        if path.name == "__init__.py":
            titles[path.parent] = line
        else:
            packages[path.parent].append(f"- `{path.name}` {line}")
    written = []
    for package in sorted(packages):
        name = package.relative_to(PACKAGE.parent).as_posix()
        written.append(f"### `{name}`\n\n{titles.get(package, '')}\n\n" + "\n".join(packages[package]) + "\n")
    return "\n".join(written)


def first_line(path: Path) -> str:
    """The first line of a module's docstring."""
    found = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return found.partition("\n")[0]


def update() -> None:
    """Write the list into ARCHITECTURE.md, after the mark."""
    text = PAPER.read_text("utf-8")
    kept, mark, _old = text.partition(MARK)
    if not mark:
        message = f"{PAPER.name} has no line {MARK.strip()}"
        raise SystemExit(message)
    PAPER.write_text(f"{kept}{mark}\n{modules()}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if sys.argv[1:] != ["update"]:
        sys.exit(__doc__)
    update()
