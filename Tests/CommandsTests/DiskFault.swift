import Foundation
import Storage
import TestSupport

/// A library that stands between the program and its disk: one disk operation fails, or the
/// program is killed at it.
///
/// Operations are counted in one folder alone: opening, reading, writing, syncing, renaming,
/// removing, by file descriptors and by streams of the C library.
struct DiskFault {
  /// What happens at the operation.
  enum Kind: String, CaseIterable {
    /// It fails: the disk is full, or cannot be read.
    case error
    /// The program is killed before it.
    case kill
    /// Half of it is done, then the program is killed.
    case torn
  }

  /// The C compiler: Debian's, or the one that Swift brings.
  static let compiler = Subprocess.isInstalled("cc") ? "cc" : "clang"

  private let library: String

  /// Compiles the library.
  ///
  /// - Throws: ``ToolError`` with what the compiler said.
  init(in folder: TemporaryFolder) throws {
    let source = try folder.write(text: Self.source, to: "fault.c")
    library = folder.file("fault.so")
    let outcome = try Subprocess.run(
      Self.compiler, ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"])
    guard outcome.exitCode == 0 else { throw ToolError(outcome.errors) }
  }

  /// Runs the program.
  ///
  /// - Parameters:
  ///   - arguments: Its arguments.
  ///   - folder: The folder that it works in; operations elsewhere do not count.
  ///   - kind: What happens.
  ///   - operation: At which operation, from 1.
  /// - Returns: The outcome, and whether the program made so many operations.
  /// - Throws: ``ToolError`` when the program cannot be started.
  func run(
    _ arguments: [String], in folder: String, _ kind: Kind, at operation: Int
  ) throws -> (outcome: Subprocess.Outcome, isHit: Bool) {
    let mark = folder + ".fault"
    try Folder.remove(mark)
    let outcome = try Subprocess.run(
      PackageRoot.program("bakhong"), arguments, in: folder,
      environment: [
        "LC_ALL": "C.UTF-8", "LD_PRELOAD": library, "FAULT_FOLDER": folder,
        "FAULT_KIND": kind.rawValue, "FAULT_AT": String(operation), "FAULT_MARK": mark,
      ])
    return (outcome, Folder.isFile(mark))
  }

  private static let source = #"""
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <fcntl.h>
    #include <pthread.h>
    #include <signal.h>
    #include <stdarg.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/stat.h>
    #include <sys/types.h>
    #include <sys/uio.h>
    #include <unistd.h>

    #define REAL(name) \
      static __typeof__(&name) real; \
      if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

    static char ours[4096];
    static int done;

    // Whether a path lies in the folder; a relative one does, for the program runs there.
    static int counts(const char *path) {
      const char *folder = getenv("FAULT_FOLDER");
      if (!folder || !path) return 0;
      return path[0] != '/' || strncmp(path, folder, strlen(folder)) == 0;
    }

    static int counts_fd(int fd) { return fd >= 0 && fd < 4096 && ours[fd]; }

    // 0: go on; 1: fail; 2: do half of it, then die. Does not return where it kills at once.
    static int fault(void) {
      const char *at = getenv("FAULT_AT"), *kind = getenv("FAULT_KIND");
      if (!at || !kind) return 0;
      if (__sync_add_and_fetch(&done, 1) != atoi(at)) return 0;
      int (*real_open)(const char *, int, ...) =
          (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
      int mark = real_open(getenv("FAULT_MARK"), O_CREAT | O_WRONLY, 0644);
      if (mark >= 0) close(mark);
      if (kind[0] == 'e') { errno = ENOSPC; return 1; }
      if (kind[0] == 't') return 2;
      kill(getpid(), SIGKILL);
      return 2;
    }

    static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

    static int opened(int fd, int counted) {
      if (fd >= 0 && fd < 4096) ours[fd] = counted;
      return fd;
    }

    #define OPEN(name) \
      int name(const char *path, int flags, ...) { \
        REAL(name); \
        va_list list; va_start(list, flags); \
        mode_t mode = va_arg(list, mode_t); va_end(list); \
        if (!counts(path)) return opened(real(path, flags, mode), 0); \
        int found = fault(); \
        if (found == 1) return -1; \
        int fd = opened(real(path, flags, mode), 1); \
        if (found == 2) die(); \
        return fd; \
      }
    OPEN(open)
    OPEN(open64)

    #define STREAM(name) \
      FILE *name(const char *path, const char *mode) { \
        REAL(name); \
        if (!counts(path)) return real(path, mode); \
        int found = fault(); \
        if (found == 1) return NULL; \
        FILE *file = real(path, mode); \
        if (file) opened(fileno(file), 1); \
        if (found == 2) die(); \
        return file; \
      }
    STREAM(fopen)
    STREAM(fopen64)

    #define MAKE(name) \
      int name(char *path) { \
        REAL(name); \
        if (!counts(path)) return opened(real(path), 0); \
        int found = fault(); \
        if (found == 1) return -1; \
        int fd = opened(real(path), 1); \
        if (found == 2) die(); \
        return fd; \
      }
    MAKE(mkstemp)
    MAKE(mkstemp64)

    int close(int fd) {
      REAL(close);
      if (fd >= 0 && fd < 4096) ours[fd] = 0;
      return real(fd);
    }

    #define PLAIN(name, bytes_type) \
      ssize_t name(int fd, bytes_type bytes, size_t count) { \
        REAL(name); \
        if (!counts_fd(fd)) return real(fd, bytes, count); \
        int found = fault(); \
        if (found == 1) return -1; \
        ssize_t all = real(fd, bytes, found == 2 ? count / 2 : count); \
        if (found == 2) die(); \
        return all; \
      }
    PLAIN(write, const void *)
    PLAIN(read, void *)
    #define PLACED(name, type, bytes_type) \
      ssize_t name(int fd, bytes_type bytes, size_t count, type offset) { \
        REAL(name); \
        if (!counts_fd(fd)) return real(fd, bytes, count, offset); \
        int found = fault(); \
        if (found == 1) return -1; \
        ssize_t all = real(fd, bytes, found == 2 ? count / 2 : count, offset); \
        if (found == 2) die(); \
        return all; \
      }
    PLACED(pwrite, off_t, const void *)
    PLACED(pwrite64, off64_t, const void *)
    PLACED(pread, off_t, void *)
    PLACED(pread64, off64_t, void *)

    size_t fwrite(const void *bytes, size_t size, size_t count, FILE *file) {
      REAL(fwrite);
      if (!counts_fd(fileno(file))) return real(bytes, size, count, file);
      int found = fault();
      if (found == 1) return 0;
      size_t all = real(bytes, size, found == 2 ? count / 2 : count, file);
      if (found == 2) { fflush(file); die(); }
      return all;
    }
    size_t fread(void *bytes, size_t size, size_t count, FILE *file) {
      REAL(fread);
      if (!counts_fd(fileno(file))) return real(bytes, size, count, file);
      int found = fault();
      if (found == 1) return 0;
      size_t all = real(bytes, size, count, file);
      if (found == 2) die();
      return all;
    }

    #define SYNC(name) \
      int name(int fd) { \
        REAL(name); \
        if (!counts_fd(fd)) return real(fd); \
        int found = fault(); \
        if (found == 1) return -1; \
        int result = real(fd); \
        if (found == 2) die(); \
        return result; \
      }
    SYNC(fsync)
    SYNC(fdatasync)

    int rename(const char *from, const char *to) {
      REAL(rename);
      if (!counts(from)) return real(from, to);
      int found = fault();
      if (found == 1) return -1;
      int result = real(from, to);
      if (found == 2) die();
      return result;
    }
    int unlink(const char *path) {
      REAL(unlink);
      if (!counts(path)) return real(path);
      int found = fault();
      if (found == 1) return -1;
      int result = real(path);
      if (found == 2) die();
      return result;
    }
    int ftruncate(int fd, off_t size) {
      REAL(ftruncate);
      if (!counts_fd(fd)) return real(fd, size);
      int found = fault();
      if (found == 1) return -1;
      int result = real(fd, size);
      if (found == 2) die();
      return result;
    }
    ssize_t copy_file_range(
        int in, off64_t *from, int out, off64_t *to, size_t count, unsigned flags) {
      REAL(copy_file_range);
      if (!counts_fd(out)) return real(in, from, out, to, count, flags);
      int found = fault();
      if (found == 1) return -1;
      ssize_t all = real(in, from, out, to, found == 2 ? count / 2 : count, flags);
      if (found == 2) die();
      return all;
    }
    """#
}
