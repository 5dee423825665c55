"""The report of a fault: where it arose and in what action, with no text of the person's.

The texts of exceptions quote values: a client's name, an amount, the parameters of a query, a path in a home folder.
None of it helps whoever repairs the fault as much as it could hurt whoever sends the log. So a text is reported only
where it stands in the code itself; else its type, its place, and the error codes of the system and of SQLite.
"""

import codecs
import errno
import logging
import re
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType, TracebackType
from typing import Any

from rebond import __version__
from rebond.domain.problems import Refused
from rebond.domain.translatable import later

#: The attribute of an exception with the actions that it ended, the innermost first.
_ENDED = "_rebond_actions"
#: What an exception that another one followed from is introduced by, as in Python's own tracebacks.
_CAUSE = "This was the direct cause of:"
_CONTEXT = "While this was handled, there came:"
#: The words of Qt that are its own for sure: names of classes and functions, and words without capitals.
_WORD_OF_QT = re.compile(r"Q[A-Z]\w*(?:::\w+)*(?:\(\))?:?|[a-z]+[.,:;]?")


def note_action(fault: BaseException, name: str) -> None:
    """Note on an exception the action that it ends: a name from the code, such as `add_client`."""
    ended: list[str] = fault.__dict__.setdefault(_ENDED, [])
    if name not in ended:
        ended.append(name)


def system(say: Callable[[str], str] = str) -> str:
    """Return the versions of the program, of what it runs on, and of the system, in one line.

    :param say: translates a sentence that is marked with `later`.
    """
    from platform import platform, python_version  # the first frame does not wait for it

    frozen = getattr(sys, "frozen", False)
    installed = later("installed") if "site-packages" in __file__ else later("from source")
    parts = [
        f"Rebond {__version__} ({say(later('packaged') if frozen else installed)})",
        f"Python {python_version()}",
        platform(),
    ]
    qt = sys.modules.get("PySide6.QtCore")
    if qt is not None:
        parts.append(f"Qt {qt.qVersion()}")
    sqlite = sys.modules.get("sqlite3")
    if sqlite is not None:
        parts.append(f"SQLite {sqlite.sqlite_version}")
    return ", ".join(parts)


def report(fault: BaseException) -> str:
    """Return the actions that the exception ended, and the tracebacks of its whole chain."""
    chain = list(_chain(fault))
    ended = [name for one, _link in chain for name in getattr(one, _ENDED, ())]
    begun = _begun_in(fault)
    during = ", ".join(dict.fromkeys([*ended, *([begun] if begun else [])]))
    lines = [f"During: {during}"] if during else []
    for one, link in chain:
        lines += _traceback(one)
        if link:
            lines += ["", link, ""]
    return "\n".join(lines)


def report_record(record: logging.LogRecord) -> str:
    """Return what a library noted: the text as it stands in its code, without the values put into it."""
    frame = _frame(lambda found: found.f_code.co_filename == record.pathname and found.f_lineno == record.lineno)
    place = f"{_module(frame.f_globals)}:{record.lineno}" if frame else record.module
    text = record.msg if frame and _stands_in(frame.f_code, record.msg) else "…"
    lines = [f"{record.levelname} {record.name} at {place}: {text}"]
    if record.exc_info and record.exc_info[1]:
        lines.append(report(record.exc_info[1]))
    return "\n".join(lines)


def report_warning(message: Warning | str, category: type[Warning], filename: str, line: int) -> str:
    """Return a warning of Python's: what kind, where, and its text where that stands in the code there."""
    frame = _frame(lambda found: found.f_code.co_filename == filename and found.f_lineno == line)
    place = f"{_module(frame.f_globals)}:{line}" if frame else "…"
    text = str(message) if frame and _stands_in(frame.f_code, str(message)) else "…"
    return f"{category.__name__} at {place}: {text}"


def report_qt(kind: str, category: str, message: str) -> str:
    """Return a message of Qt's, of which only words stay that are Qt's own for sure."""
    words = [word if _WORD_OF_QT.fullmatch(word) else "…" for word in message.split()]
    kept = [word for at, word in enumerate(words) if word != "…" or at == 0 or words[at - 1] != "…"]
    return f"Qt {kind} {category}: {' '.join(kept)}"


def _chain(fault: BaseException) -> Iterator[tuple[BaseException, str]]:
    """Yield the exceptions that led to this one, the first first, each with what links it to the next."""
    found: list[tuple[BaseException, str]] = [(fault, "")]
    seen = {id(fault)}
    while True:
        last = found[-1][0]
        before = last.__cause__ or (None if last.__suppress_context__ else last.__context__)
        if before is None or id(before) in seen:
            return iter(reversed(found))
        seen.add(id(before))
        found.append((before, _CAUSE if last.__cause__ else _CONTEXT))


def _begun_in(fault: BaseException) -> str:
    """Return the function of the program's that the traceback begins in, such as that of a menu's command."""
    for frame, _line in _frames(fault.__traceback__):
        if _name(frame.f_globals).partition(".")[0] == "rebond":
            return f"{_name(frame.f_globals)} {frame.f_code.co_qualname}"
    return ""


def _traceback(fault: BaseException) -> list[str]:
    frames = list(_frames(fault.__traceback__))
    lines = [f"  {_module(frame.f_globals)}:{line} in {frame.f_code.co_qualname}" for frame, line in frames]
    if len(lines) > _MOST:
        lines[_MOST // 2 : -_MOST // 2] = [f"  … {len(lines) - _MOST} more …"]
    told = ", ".join(_told(fault, frames[-1][0].f_code if frames else None))
    kind = type(fault)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    inner = [line for one in getattr(fault, "exceptions", ()) for line in ("  of which:", *_traceback(one))]
    return ["Traceback (most recent call last):", *lines, f"{name}: {told}" if told else name, *inner]


#: The most frames of one traceback, of which a recursion without end has a thousand.
_MOST = 60


def _told(fault: BaseException, code: CodeType | None) -> Iterator[str]:
    """Yield what the exception says that cannot be the person's."""
    first = fault.args[0] if fault.args else None
    if isinstance(fault, Refused):
        yield from (problem.code for problem in fault.problems)
    elif code and _stands_in(code, first):
        yield str(first)
    if code and getattr(fault, "name", None) in code.co_names:  # of an AttributeError, a NameError, an ImportError
        yield f"name {fault.name}"  # type: ignore[attr-defined]
    if isinstance(fault, OSError) and isinstance(fault.errno, int):
        yield errno.errorcode.get(fault.errno, str(fault.errno))
    if isinstance(fault, UnicodeError) and hasattr(fault, "encoding"):
        yield _codec(str(fault.encoding))
        yield f"at {getattr(fault, 'start', '?')}"
    for at in (fault, getattr(fault, "orig", None)):
        if name := getattr(at, "sqlite_errorname", None):
            yield str(name)


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "…"


def _stands_in(code: CodeType, text: Any) -> bool:
    """Whether a text is a constant of the code, and so holds nothing that was put into it while it ran."""
    return isinstance(text, str) and any(isinstance(one, str) and one == text for one in code.co_consts)


def _frames(trace: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    while trace is not None:
        yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next


def _frame(matches: Any) -> FrameType | None:
    """Return the innermost frame of this thread that matches."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and not matches(frame):
        frame = frame.f_back
    return frame


def _name(names: dict[str, Any]) -> str:
    """Return the name of the module with these global names."""
    spec = names.get("__spec__")
    return str(getattr(spec, "name", None) or names.get("__name__") or "?")


def _module(names: dict[str, Any]) -> str:
    """Return the file of a module within its package: never where on the person's disk the package is."""
    return _name(names).replace(".", "/") + ("/__init__.py" if "__path__" in names else ".py")
