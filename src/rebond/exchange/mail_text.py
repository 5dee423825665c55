"""The words of a mail's author: HTML as text, without what the mail quotes and without its signature."""

import re
from html.parser import HTMLParser

#: Longer texts are cut: nobody reads them, and a journal's entry has no room for them.
_LONGEST_HTML = 1_000_000
_LONGEST_TEXT = 200_000

#: Elements whose text is not shown, those that begin a line, and those without an end tag.
_HIDDEN = frozenset({"script", "style", "head", "title", "template", "svg", "object", "noscript"})
_BLOCKS = frozenset(
    {"p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "section"}
)
_VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "wbr", "col", "area", "base", "source", "embed"})
#: What mail programs put around what they quote.
_QUOTED = re.compile(r"(?i)gmail_quote|yahoo_quoted|moz-cite-prefix|divRplyFwdMsg|appendonsend|protonmail_quote")

_FROM = r"(?:from|de|von|da)\s?:"
#: Where the rest is an earlier mail: the lines that mail programs put above it.
_EARLIER = re.compile(
    rf"""(?imx)
    ^ [ \t]* (?:
        -{{2,}} [ ]? (?:original\ message|message\ d.origine|message\ original|message\ transféré|forwarded\ message)
            [ ]? -{{2,}}
        | _{{20,}} \s* \n \s* {_FROM}
        | \*? {_FROM} \*? .{{1,300}} \n [ \t]* \*? (?:sent|envoyé|date|gesendet|to|à) (?:\ le)? \s?:
        | (?:on|le)\ [^\n]{{5,200}} (?:\n [^\n]{{0,200}})? (?:wrote|a\ écrit|écrivit) \s? : [ \t]* $
        | begin\ forwarded\ message: | début\ du\ message\ (?:transféré|réexpédié)\s?:
    )"""
)
_SIGNATURE = re.compile(r"(?m)^-- ?$")
_SENT_FROM = re.compile(r"(?im)^[ \t]*(?:sent from my |envoyé de mon |envoyé depuis |get outlook for )[^\n]{0,80}\s*\Z")


def own_words(text: str) -> str:
    """Return what the author of a mail wrote: the text before the mail that it answers, without quoted lines.

    Of a mail that is nothing but a forwarded one, all of it.
    """
    text = _tidy(text[:_LONGEST_TEXT])
    earlier = _EARLIER.search(text)
    before = text[: earlier.start()] if earlier else text
    if earlier and not before.strip():
        # Written below what it quotes, or only forwarded.
        before = text[earlier.end() :]
    kept = "\n".join(line for line in before.split("\n") if not line.lstrip().startswith((">", "|>")))
    signature = _SIGNATURE.search(kept)
    if signature and kept[: signature.start()].strip():
        kept = kept[: signature.start()]
    return _tidy(_SENT_FROM.sub("", kept)) or text


def from_html(html: str) -> str:
    """Return the text of a page that a mail holds, without what it quotes."""
    reader = _Reader()
    try:
        reader.feed(html[:_LONGEST_HTML])
        reader.close()
    except (AssertionError, ValueError):  # of some broken declarations
        pass
    return _tidy("".join(reader.parts)) or _tidy("".join(reader.quoted))


class _Reader(HTMLParser):
    """Collects the text that is shown, and apart from it what is quoted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.quoted: list[str] = []
        self._hidden = 0
        #: The open elements inside a quoted one, which is the first.
        self._quote: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        if tag in _BLOCKS:
            self._write("\n")
        if tag in _VOID:
            return
        marks = " ".join(value or "" for name, value in attrs if name in ("class", "id"))
        if self._quote:
            self._quote.append(tag)
        elif tag == "blockquote" or _QUOTED.search(marks):
            self._quote = [tag]

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        if tag in _BLOCKS:
            self._write("\n")
        if tag in self._quote:
            while self._quote.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._write(re.sub(r"[ \t\r\n]+", " ", data))

    def _write(self, text: str) -> None:
        (self.quoted if self._quote else self.parts).append(text)


def _tidy(text: str) -> str:
    """Return the text without signs that are not shown, trailing spaces, and more than one empty line in a row."""
    shown = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)
    lines = (line.strip() for line in shown.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
