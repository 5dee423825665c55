"""A C library, loaded before the system's, that makes one call of the system fail, or kills the process at it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

COMPILER = shutil.which("cc") or shutil.which("gcc")

SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

/* Of the calls of a name ("": of all), the one of number `at` fails with `code`, or kills the process if that is 0;
   with `lasting`, all that follow it fail too. */
static const char *name = "-";
static int at = -1, code, lasting, seen;

void arm(const char *call, int number, int error, int stays) {
    name = strdup(call); at = number; code = error; lasting = stays; seen = 0;
}
int calls(void) { return seen; }

static int fails(const char *call) {
    if (*name && strcmp(call, name) != 0) return 0;
    seen++;
    if (at < 0 || !(seen == at || (lasting && seen > at))) return 0;
    if (code == 0) kill(getpid(), SIGKILL);
    errno = code;
    return 1;
}
#define REAL(type, call, ...) ((type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, call))

int fsync(int fd) { return fails("sync") ? -1 : REAL(int, "fsync", int)(fd); }
int fdatasync(int fd) { return fails("sync") ? -1 : REAL(int, "fdatasync", int)(fd); }
int unlink(const char *path) { return fails("unlink") ? -1 : REAL(int, "unlink", const char *)(path); }
int rename(const char *from, const char *to) {
    return fails("rename") ? -1 : REAL(int, "rename", const char *, const char *)(from, to);
}
ssize_t write(int fd, const void *data, size_t size) {
    return fails("write") ? -1 : REAL(ssize_t, "write", int, const void *, size_t)(fd, data, size);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t place) {
    return fails("write") ? -1 : REAL(ssize_t, "pwrite", int, const void *, size_t, off_t)(fd, data, size, place);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t place) {
    return fails("write") ? -1 : REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t)(fd, data, size, place);
}
ssize_t pread64(int fd, void *data, size_t size, off64_t place) {
    return fails("read") ? -1 : REAL(ssize_t, "pread64", int, void *, size_t, off64_t)(fd, data, size, place);
}
"""

#: Lines of a process in which the library is loaded.
ARM = """
import ctypes, json
library = ctypes.CDLL(None)

def arm(call="-", number=-1, code=0, stays=0):
    library.arm(call.encode(), number, code, stays)
"""


def built(folder: Path) -> Path:
    """Compile the library; the test is skipped where that cannot be done."""
    return compiled(folder / "failing.c", SOURCE)


def compiled(source: Path, text: str) -> Path:
    """Compile a library that is loaded before the system's; the test is skipped where that cannot be done."""
    if COMPILER is None or os.name != "posix" or os.uname().sysname != "Linux":
        pytest.skip("there is no compiler for the library that stands before the system's")
    source.write_text(text)
    library = source.with_suffix(".so")
    subprocess.run([COMPILER, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library
