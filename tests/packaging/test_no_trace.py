"""No file of the project says where it was made or where its parts are fetched from."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: A home folder, the folder that this checkout lies in, an address of a package index, or an option that names one.
TRACES = re.compile(
    rb"(?<![\w.>~-])(?:/root|/home/\w+|/Users/\w+|"
    + re.escape(str(ROOT).encode())
    + rb")/|[A-Z]:\\Users\\|https?://[\w.-]*(?:pypi|pythonhosted)|--(?:extra-)?index-url|--find-links"
)


def test_a_trace_is_noticed() -> None:
    index = b"https://" + b"pypi.example/simple"
    for trace in (b"see /home/marie/x", f"'{ROOT}/src'".encode(), b"C:\\Users\\Marie", index):
        assert TRACES.search(trace)


def test_no_file_names_a_path_of_a_machine_or_a_package_index() -> None:
    list_files = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(list_files, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = {ROOT / name for name in listed.split("\0") if name} - {Path(__file__).resolve()}
    found = {path: hit[0] for path in paths if path.is_file() and (hit := TRACES.search(path.read_bytes()))}
    assert found == {}
