"""What a process does to a folder, call by call: a C library, loaded before the system's, writes the calls to a file.

Only what the system did is written, in the order in which it did it. A call that the library does not know is noticed:
the folder is then not what the recorded calls make of it.
"""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.journal.child import command, environment

from .library import compiled

_SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static const char *watched;
static int out = -1;

__attribute__((constructor)) static void begin(void) {
    watched = getenv("WATCHED");
    const char *place = getenv("RECORDED");
    if (watched && place) out = syscall(SYS_openat, AT_FDCWD, place, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void put(const void *data, size_t size) {
    while (size) {
        ssize_t done = syscall(SYS_write, out, data, size);
        if (done <= 0) abort();
        data = (const char *)data + done; size -= done;
    }
}
/* Three lines: the call with a number and the size of its data, its path, another path; then the data. */
static void record(const char *call, const char *path, const char *other, long long number,
                   const void *data, size_t size) {
    char head[9000];
    if (out < 0 || (*path && strncmp(path, watched, strlen(watched)) != 0)) return;
    put(head, snprintf(head, sizeof head, "%s %lld %zu\n%s\n%s\n", call, number, size, path, other));
    put(data, size);
}
static const char *path_of(int fd, char *path) {
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, 4095);
    path[length < 0 ? 0 : length] = 0;
    return length < 0 ? "-" : path;
}
static void record_of(const char *call, int fd, long long number, const void *data, size_t size) {
    char path[4096];
    if (out >= 0) record(call, path_of(fd, path), "", number, data, size);
}
/* What the process says, at this moment of the record. */
void say(const char *text) {
    pthread_mutex_lock(&turn);
    record("said", "", "", 0, text, strlen(text));
    pthread_mutex_unlock(&turn);
}

#define REAL(type, call, ...) ((type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, call))
#define DO(type, done, then) \
    pthread_mutex_lock(&turn); type result = done; if (result >= 0) { then; } pthread_mutex_unlock(&turn); return result

static void opened(int fd, int flags) {
    if (flags & O_CREAT) record_of("make", fd, 0, "", 0);
    if (flags & O_TRUNC) record_of("truncate", fd, 0, "", 0);
}
#define MODE mode_t mode = 0; va_list more; \
    va_start(more, flags); if (flags & O_CREAT) mode = va_arg(more, int); va_end(more)
#define OPEN(name) int name(const char *path, int flags, ...) { MODE; \
    DO(int, REAL(int, #name, const char *, int, ...)(path, flags, mode), opened(result, flags)); }
#define OPENAT(name) int name(int at, const char *path, int flags, ...) { MODE; \
    DO(int, REAL(int, #name, int, const char *, int, ...)(at, path, flags, mode), opened(result, flags)); }
OPEN(open) OPEN(open64) OPENAT(openat) OPENAT(openat64)

ssize_t write(int fd, const void *data, size_t size) {
    DO(ssize_t, REAL(ssize_t, "write", int, const void *, size_t)(fd, data, size),
       record_of("write", fd, lseek(fd, 0, SEEK_CUR) - result, data, result));
}
#define PWRITE(name, place_type) ssize_t name(int fd, const void *data, size_t size, place_type place) { \
    DO(ssize_t, REAL(ssize_t, #name, int, const void *, size_t, place_type)(fd, data, size, place), \
       record_of("write", fd, place, data, result)); }
PWRITE(pwrite, off_t) PWRITE(pwrite64, off64_t)

static const char *sync_of(int fd) {
    struct stat status;
    return fstat(fd, &status) == 0 && S_ISDIR(status.st_mode) ? "sync_folder" : "sync_file";
}
#define SYNC(name) int name(int fd) { \
    DO(int, REAL(int, #name, int)(fd), record_of(sync_of(fd), fd, 0, "", 0)); }
SYNC(fsync) SYNC(fdatasync)
#define RESIZE(name, size_type) int name(int fd, size_type size) { \
    DO(int, REAL(int, #name, int, size_type)(fd, size), record_of("truncate", fd, size, "", 0)); }
RESIZE(ftruncate, off_t) RESIZE(ftruncate64, off64_t)
#define OF_PATH(name, call) int name(const char *path) { \
    DO(int, REAL(int, #name, const char *)(path), record(call, path, "", 0, "", 0)); }
OF_PATH(unlink, "remove") OF_PATH(rmdir, "remove")
int mkdir(const char *path, mode_t mode) {
    DO(int, REAL(int, "mkdir", const char *, mode_t)(path, mode), record("folder", path, "", 0, "", 0));
}
#define OF_TWO(name) int name(const char *from, const char *to) { \
    DO(int, REAL(int, #name, const char *, const char *)(from, to), record(#name, from, to, 0, "", 0)); }
OF_TWO(rename) OF_TWO(link)
"""

#: Lines of a process that is recorded.
SAY = """
import ctypes, json
library = ctypes.CDLL(None)

def say(value):
    library.say(json.dumps(value).encode())
"""


@dataclass(frozen=True, slots=True)
class Call:
    """One call that changed the folder.

    `kind` is make, folder, write, truncate, sync_file, sync_folder, rename, link, remove or said; `number` the offset
    of what is written, or the new size. The paths are relative to the folder.
    """

    kind: str
    path: str
    other: str = ""
    number: int = 0
    data: bytes = field(default=b"", repr=False)

    @property
    def said(self) -> object:
        return json.loads(self.data)


def recorder(folder: Path) -> Path:
    """Compile the library; the test is skipped where that cannot be done."""
    return compiled(folder / "recording.c", _SOURCE)


def recorded(lines: str, path: Path, library: Path, *arguments: str) -> tuple[Call, ...]:
    """Run lines of a process that knows `path`; return what it does to the folder that holds it."""
    folder, place = path.parent, path.parent.with_name("calls")
    subprocess.run(
        [*command(SAY + lines, path), *arguments],
        env=environment(LD_PRELOAD=str(library), WATCHED=str(folder), RECORDED=str(place)), check=True,
    )  # fmt: skip
    calls = tuple(_read(place, folder))
    place.unlink()
    return calls


def _read(place: Path, folder: Path) -> Iterator[Call]:
    with place.open("rb") as file:
        while head := file.readline():
            kind, number, size = head.decode().split()
            path, other = (file.readline().decode().removesuffix("\n") for _ in range(2))
            data = file.read(int(size))
            if not path.endswith(" (deleted)"):
                within, to = (str(Path(one).relative_to(folder)) if one else "" for one in (path, other))
                yield Call(kind, within, to, int(number), data)
