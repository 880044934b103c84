#define _GNU_SOURCE
#include "CSystemCalls.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

int csystem_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int csystem_spawn_in_folder(void *actions, const char *folder) {
    return posix_spawn_file_actions_addchdir_np(actions, folder);
}

int csystem_set_thread_name(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }

int csystem_event_descriptor(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

int csystem_signal_descriptor(const void *signals) {
    return signalfd(-1, signals, SFD_NONBLOCK | SFD_CLOEXEC);
}

int csystem_next_signal(int descriptor) {
    struct signalfd_siginfo information;
    ssize_t count = read(descriptor, &information, sizeof information);
    if (count == (ssize_t)sizeof information) return (int)information.ssi_signo;
    if (count >= 0) errno = EIO;
    return -1;
}

int csystem_readiness_descriptor(void) { return epoll_create1(EPOLL_CLOEXEC); }

int csystem_add_to_readiness(int set, int descriptor, int tag) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = tag};
    return epoll_ctl(set, EPOLL_CTL_ADD, descriptor, &event);
}

int csystem_remove_from_readiness(int set, int descriptor) {
    return epoll_ctl(set, EPOLL_CTL_DEL, descriptor, NULL);
}

int csystem_wait_for_readiness(int set, int *tags, int limit, int milliseconds) {
    enum { most = 1024 };
    struct epoll_event events[most];
    int count = epoll_wait(set, events, limit < most ? limit : most, milliseconds);
    for (int index = 0; index < count; index++) tags[index] = events[index].data.fd;
    return count;
}

int csystem_rename_without_replacing(int folder, const char *from, const char *to) {
    if (renameat2(folder, from, folder, to, RENAME_NOREPLACE) == 0) return 0;
    // The kernel or the file system, such as NFS, does not know the flag.
    if (errno != EINVAL && errno != ENOSYS) return -1;
    if (linkat(folder, from, folder, to, 0) != 0) return -1;
    return unlinkat(folder, from, 0);
}

int csystem_allowed_core_count(void) {
    // The kernel refuses a set that is smaller than its own, and does not tell how large that is.
    for (size_t cores = CPU_SETSIZE; cores <= 1 << 20; cores *= 2) {
        cpu_set_t *set = CPU_ALLOC(cores);
        if (!set) return -1;
        size_t size = CPU_ALLOC_SIZE(cores);
        int status = sched_getaffinity(0, size, set);
        int error = errno;
        int count = status == 0 ? CPU_COUNT_S(size, set) : -1;
        CPU_FREE(set);
        errno = error;
        if (status == 0 || error != EINVAL) return count;
    }
    return -1;
}
