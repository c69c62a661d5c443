"""A wall clock that moves when it is told to, for processes started with it; what measures durations stays as it is.

A library of some thirty lines of C, compiled when it is needed and loaded before the C library (LD_PRELOAD), adds an
offset from a shared file to what CLOCK_REALTIME, gettimeofday and time tell. Needs Linux and a C compiler.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path

_SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t *offset;
static int (*real_clock_gettime)(clockid_t, struct timespec *);

__attribute__((constructor)) static void open_clock(void) {
    real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
    const char *path = getenv("MOVED_CLOCK");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *mapped = mmap(NULL, sizeof *offset, PROT_READ, MAP_SHARED, file, 0);
    if (mapped != MAP_FAILED) offset = mapped;
    close(file);
}

int clock_gettime(clockid_t which, struct timespec *told) {
    if (!real_clock_gettime) real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real_clock_gettime(which, told);
    if (!failed && offset && which == CLOCK_REALTIME) told->tv_sec += *offset;
    return failed;
}

int gettimeofday(struct timeval *restrict told, void *restrict zone) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    told->tv_sec = now.tv_sec;
    told->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *told) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (told) *told = now.tv_sec;
    return now.tv_sec;
}
"""


class MovedClock:
    """`environ` is for the processes that are to see it; `move` sets it forward for all of them at once."""

    def __init__(self, folder: Path) -> None:
        self._offset = folder / "clock-offset"
        self._offset.write_bytes(struct.pack("q", 0))
        library = folder / "moved_clock.so"
        source = folder / "moved_clock.c"
        source.write_text(_SOURCE)
        compiler = shutil.which("cc")
        if compiler is None:
            raise SystemExit("A C compiler (cc) is needed to move the clock of other processes.")
        subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
        self.environ = {"LD_PRELOAD": str(library), "MOVED_CLOCK": str(self._offset)}
        self.moved = 0.0

    def move(self, seconds: float) -> None:
        """Let it be later."""
        self.moved += seconds
        with self._offset.open("r+b") as file:
            file.write(struct.pack("q", int(self.moved)))
