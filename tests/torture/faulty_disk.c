/* A disk that fails. Preloaded into a process: once armed, the N-th call of the chosen kind that
 * concerns a file below the chosen folder fails with the chosen error, once or from then on.
 * Kinds: 1 write, 2 fsync, 3 rename, 4 open for writing or creating. 0: count all of them. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char folder[PATH_MAX];
static int armed, kind_wanted, error_wanted, forever, seen[5], target;

void disk_arm(const char *path, int kind, int number, int error, int from_then_on) {
    snprintf(folder, sizeof folder, "%s", path);
    kind_wanted = kind; target = number; error_wanted = error; forever = from_then_on;
    memset(seen, 0, sizeof seen);
    armed = 1;
}
void disk_disarm(void) { armed = 0; }
int disk_seen(int kind) { return seen[kind]; }

static int concerns(const char *path) {
    return path && path[0] == '/' && strncmp(path, folder, strlen(folder)) == 0;
}
static int concerns_fd(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return concerns(path);
}
static int fails(int kind) {
    seen[kind]++;
    if (kind != kind_wanted) return 0;
    if (seen[kind] == target || (forever && seen[kind] > target)) { errno = error_wanted; return 1; }
    return 0;
}
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *data, size_t size) {
    if (armed && concerns_fd(fd) && fails(1)) return -1;
    return REAL(write)(fd, data, size);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    if (armed && concerns_fd(fd) && fails(1)) return -1;
    return REAL(pwrite)(fd, data, size, at);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    if (armed && concerns_fd(fd) && fails(1)) return -1;
    return REAL(pwrite64)(fd, data, size, at);
}
ssize_t writev(int fd, const struct iovec *data, int count) {
    if (armed && concerns_fd(fd) && fails(1)) return -1;
    return REAL(writev)(fd, data, count);
}
int fsync(int fd) {
    if (armed && concerns_fd(fd) && fails(2)) return -1;
    return REAL(fsync)(fd);
}
int fdatasync(int fd) {
    if (armed && concerns_fd(fd) && fails(2)) return -1;
    return REAL(fdatasync)(fd);
}
int rename(const char *from, const char *to) {
    if (armed && concerns(to) && fails(3)) return -1;
    return REAL(rename)(from, to);
}
int renameat(int a, const char *from, int b, const char *to) {
    if (armed && concerns(to) && fails(3)) return -1;
    return REAL(renameat)(a, from, b, to);
}
#define OPEN(name)                                                                     \
    int name(const char *path, int flags, ...) {                                       \
        va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        if (armed && (flags & (O_WRONLY | O_RDWR | O_CREAT)) && concerns(path) && fails(4)) \
            return -1;                                                                 \
        return REAL(name)(path, flags, mode);                                          \
    }
OPEN(open)
OPEN(open64)
FILE *fopen(const char *path, const char *mode) {
    if (armed && mode[0] != 'r' && concerns(path) && fails(4)) return NULL;
    return REAL(fopen)(path, mode);
}
FILE *fopen64(const char *path, const char *mode) {
    if (armed && mode[0] != 'r' && concerns(path) && fails(4)) return NULL;
    return REAL(fopen64)(path, mode);
}
