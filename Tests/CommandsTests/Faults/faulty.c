// Lets the Nth operation of a program on the disk fail, and all that follow it.
//
// Preloaded (ld.so(8)) before the C library. BAKHONG_FAULT is N; BAKHONG_FAULT_KIND is `dead` (EIO),
// `full` (ENOSPC for what takes space) or `torn` (half of a write comes through, then as `dead`).
// BAKHONG_FAULT_MARK is a file that is made once something has failed.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long count;

static int is_kind(const char *kind) {
  const char *named = getenv("BAKHONG_FAULT_KIND");
  return named && strcmp(named, kind) == 0;
}

// Whether this operation fails; 2 where it is the very first to.
static int fails(int takes_space) {
  const char *text = getenv("BAKHONG_FAULT");
  if (!text) return 0;
  long number = atomic_fetch_add(&count, 1) + 1, fault = atol(text);
  if (number < fault) return 0;
  if (is_kind("full") && !takes_space) return 0;
  const char *mark = getenv("BAKHONG_FAULT_MARK");
  if (mark) {
    int made = open(mark, O_CREAT | O_WRONLY, 0600);
    if (made >= 0) close(made);
  }
  errno = is_kind("full") ? ENOSPC : EIO;
  return number == fault ? 2 : 1;
}

static int is_file(int file) {
  struct stat status;
  return fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

#define REAL(name) \
  static __typeof__(name) *real; \
  if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name)

ssize_t write(int file, const void *bytes, size_t size) {
  REAL(write);
  if (file > 2 && is_file(file)) {
    int failed = fails(1);
    if (failed == 2 && is_kind("torn") && size > 1) return real(file, bytes, size / 2);
    if (failed) return -1;
  }
  return real(file, bytes, size);
}

#define PWRITE(name, offset_t) \
  ssize_t name(int file, const void *bytes, size_t size, offset_t offset) { \
    REAL(name); \
    int failed = fails(1); \
    if (failed == 2 && is_kind("torn") && size > 1) return real(file, bytes, size / 2, offset); \
    return failed ? -1 : real(file, bytes, size, offset); \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define ONE(name, parameters, arguments, takes_space) \
  int name parameters { \
    REAL(name); \
    return fails(takes_space) ? -1 : real arguments; \
  }
ONE(fsync, (int file), (file), 0)
ONE(fdatasync, (int file), (file), 0)
ONE(ftruncate, (int file, off_t size), (file, size), 1)
ONE(ftruncate64, (int file, off64_t size), (file, size), 1)
ONE(rename, (const char *from, const char *to), (from, to), 0)
ONE(link, (const char *from, const char *to), (from, to), 0)
ONE(unlink, (const char *path), (path), 0)
ONE(mkdir, (const char *path, mode_t mode), (path, mode), 1)
