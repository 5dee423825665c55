"""No file of the project says where it was made or where its parts are fetched from."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

TRACES = re.compile(
    rb"(?<![\w.>~-])/(?:work|root|home/\w+|Users/\w+|opt/pypi)/"
    rb"|[A-Z]:\\Users\\"
    rb"|pypi\.(?:org|python)|pythonhosted\.org"
    rb"|--(?:extra-)?index-url|--find-links"
)


def test_a_trace_is_noticed() -> None:
    for trace in (b"see /home/marie/x", b"'/work/main'", b"C:\\Users\\Marie", b"https://pypi.org/simple"):
        assert TRACES.search(trace)


def test_no_file_names_a_path_of_a_machine_or_a_package_index() -> None:
    list_files = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(list_files, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = {ROOT / name for name in listed.split("\0") if name} - {Path(__file__).resolve()}
    found = {path: hit[0] for path in paths if path.is_file() and (hit := TRACES.search(path.read_bytes()))}
    assert found == {}
