"""Reading of a file that is no ZIP."""

from pathlib import Path

from rebond.exchange.detect import Reading, read_path


def read_file(path: Path) -> Reading:
    ((_origin, reading),) = read_path(path)
    return reading
