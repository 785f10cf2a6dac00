/* A disk that fails on request, for a program under LD_PRELOAD. Only files under WAYPOST_FAULTS_UNDER are
 * touched. The plan is a small file, shared with the test that writes it:
 *
 *   calls     changing calls so far (write, flush, cut, rename)
 *   from, to  calls with these numbers, from 1, `to` not included, fail
 *   error     with this errno
 *   lie       1: a flush does nothing and reports success
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

struct plan {
    _Atomic uint64_t calls, from, to, error, lie;
};

static struct plan *plan;
static const char *under;

__attribute__((constructor)) static void read_plan(void) {
    const char *path = getenv("WAYPOST_FAULTS_PLAN");
    under = getenv("WAYPOST_FAULTS_UNDER");
    if (!path || !under) return;
    int fd = open(path, O_RDWR);
    if (fd < 0) return;
    void *at = mmap(NULL, sizeof *plan, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (at != MAP_FAILED) plan = at;
}

static int is_ours(int fd) {
    char link[64], path[4096];
    if (!plan) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strncmp(path, under, strlen(under)) == 0;
}

static int strikes(void) {
    uint64_t call = atomic_fetch_add(&plan->calls, 1) + 1;
    if (call < atomic_load(&plan->from) || call >= atomic_load(&plan->to)) return 0;
    errno = (int)atomic_load(&plan->error);
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL(fd, value) if (is_ours(fd) && strikes()) return value
#define FLUSH(fd) FAIL(fd, -1); if (is_ours(fd) && atomic_load(&plan->lie)) return 0

ssize_t write(int fd, const void *bytes, size_t count) {
    FAIL(fd, -1);
    return REAL(write)(fd, bytes, count);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    FAIL(fd, -1);
    return REAL(pwrite)(fd, bytes, count, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    FAIL(fd, -1);
    return REAL(pwrite64)(fd, bytes, count, at);
}
int ftruncate(int fd, off_t length) {
    FAIL(fd, -1);
    return REAL(ftruncate)(fd, length);
}
int ftruncate64(int fd, off64_t length) {
    FAIL(fd, -1);
    return REAL(ftruncate64)(fd, length);
}
int fsync(int fd) {
    FLUSH(fd);
    return REAL(fsync)(fd);
}
int fdatasync(int fd) {
    FLUSH(fd);
    return REAL(fdatasync)(fd);
}
int sync_file_range(int fd, off64_t at, off64_t count, unsigned int flags) {
    FLUSH(fd);
    return REAL(sync_file_range)(fd, at, count, flags);
}
int msync(void *at, size_t length, int flags) {
    if (plan && atomic_load(&plan->lie)) return 0;
    return REAL(msync)(at, length, flags);
}
int rename(const char *from, const char *to) {
    if (plan && strncmp(from, under, strlen(under)) == 0 && strikes()) return -1;
    return REAL(rename)(from, to);
}
