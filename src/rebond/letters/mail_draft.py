"""A letter as a mail for the person's own mail program: an address that opens it there, or a draft in a file."""

import re
from email.header import Header
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import formataddr
from urllib.parse import quote

#: The longest address of a mail, in characters: longer ones are cut by some systems.
LONGEST_ADDRESS = 2_000
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
#: An address as mail programs write it, without a name.
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)*", re.ASCII)
#: Characters of a mail address in a `mailto:` that need no percent sign.
_PLAIN = "@!$*+-._~"


def mailto(to: str, subject: str, text: str) -> str | None:
    """Return the `mailto:` address that opens the mail; None when it would be too long to be opened safely."""
    body = _LINE_ENDS.sub("\r\n", text)
    address = f"mailto:{quote(to, safe=_PLAIN)}?subject={quote(_line(subject), safe='')}&body={quote(body, safe='')}"
    return address if len(address) <= LONGEST_ADDRESS else None


def draft(*, sender: str, sender_email: str, recipient: str, to: str, subject: str, text: str) -> bytes:
    """Return the mail as the content of an `.eml` file, which mail programs open as a draft that is not sent yet.

    An address that is none is left out: the mail program then asks for it.
    """
    # Not `EmailMessage`: it loses spaces where it folds a long heading with accents.
    message = MIMEText(_LINE_ENDS.sub("\n", text).rstrip("\n") + "\n", _charset="utf-8")
    for heading, name, email in (("From", sender, sender_email), ("To", recipient, to)):
        if _ADDRESS.fullmatch(email.strip()):
            message[heading] = _address(_line(name), email.strip())
    message["Subject"] = Header(_line(subject), "utf-8", header_name="Subject").encode()
    message["X-Unsent"] = "1"
    return message.as_bytes(policy=compat32.clone(linesep="\r\n"))


def _address(name: str, email: str) -> str:
    if name.isascii():
        return formataddr((name, email))
    return f"{Header(name, 'utf-8').encode(maxlinelen=0)} <{email}>"


def _line(text: str) -> str:
    """Return the text on one line: a line break in a heading would begin another one."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
