/*
 * Preloaded into a server, makes its disk fail. While the file named by CHAOS_FLAG exists, its first
 * word says which calls fail on files below CHAOS_PREFIX, its second one with which error:
 *
 *     sync EIO        fsync and fdatasync
 *     write EIO       everything that writes or makes a file longer
 *     write ENOSPC
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

/* The error that a call of this kind on this file must fail with, 0 if none. */
static int failure(int fd, const char *kind) {
    const char *flag = getenv("CHAOS_FLAG");
    const char *prefix = getenv("CHAOS_PREFIX");
    int saved = errno;
    if (flag == NULL || prefix == NULL || access(flag, F_OK) != 0) {
        errno = saved;
        return 0;
    }
    char link[64], path[4096], asked[16] = "", error[16] = "";
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    FILE *file = fopen(flag, "r");
    int words = file == NULL ? 0 : fscanf(file, "%15s %15s", asked, error);
    if (file != NULL) {
        fclose(file);
    }
    errno = saved;
    if (words != 2 || length < 0) {
        return 0;
    }
    path[length] = 0;
    if (strncmp(path, prefix, strlen(prefix)) != 0 || strcmp(asked, kind) != 0) {
        return 0;
    }
    return strcmp(error, "ENOSPC") == 0 ? ENOSPC : EIO;
}

#define FAULTY(kind, result, name, parameters, arguments) \
    result name parameters { \
        static result (*real) parameters; \
        if (real == NULL) { \
            real = (result (*) parameters) dlsym(RTLD_NEXT, #name); \
        } \
        int error = failure(fd, kind); \
        if (error != 0) { \
            errno = error; \
            return -1; \
        } \
        return real arguments; \
    }

FAULTY("sync", int, fsync, (int fd), (fd))
FAULTY("sync", int, fdatasync, (int fd), (fd))
FAULTY("write", ssize_t, write, (int fd, const void *data, size_t size), (fd, data, size))
FAULTY("write", ssize_t, pwrite, (int fd, const void *data, size_t size, off_t at),
       (fd, data, size, at))
FAULTY("write", ssize_t, pwrite64, (int fd, const void *data, size_t size, off64_t at),
       (fd, data, size, at))
FAULTY("write", ssize_t, writev, (int fd, const struct iovec *parts, int count),
       (fd, parts, count))
FAULTY("write", int, ftruncate64, (int fd, off64_t size), (fd, size))
