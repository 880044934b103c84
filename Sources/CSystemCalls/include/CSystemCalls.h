#ifndef CSYSTEMCALLS_H
#define CSYSTEMCALLS_H

// Calls that glibc declares only for programs that ask for its extensions, as Swift does not, that
// are variadic, or whose headers are not part of Swift's Glibc. No header of the system is
// included: its types would belong to this module and not to Glibc.

/// Makes a pipe whose ends child processes do not inherit, not even one that another thread is
/// just starting. Returns 0, or -1 with errno set.
int csystem_pipe(int ends[2]);

/// Lets a child process start in `folder`; `actions` is a `posix_spawn_file_actions_t`. Returns 0
/// or an error number.
int csystem_spawn_in_folder(void *actions, const char *folder);

/// Names the calling thread; of the name 15 bytes are kept. Returns 0, or -1 with errno set.
int csystem_set_thread_name(const char *name);

/// Makes an eventfd that never blocks and that children do not inherit. Returns it, or -1 with
/// errno set.
int csystem_event_descriptor(void);

/// Makes a signalfd for `signals`, a `sigset_t`, that never blocks and that children do not
/// inherit. Returns it, or -1 with errno set.
int csystem_signal_descriptor(const void *signals);

/// Reads the number of the next signal from a signalfd. Returns it, or -1 with errno set: EAGAIN if
/// none waits.
int csystem_next_signal(int descriptor);

/// Makes an epoll descriptor that children do not inherit. Returns it, or -1 with errno set.
int csystem_readiness_descriptor(void);

/// Lets `set`, an epoll descriptor, tell `tag` as long as `descriptor` can be read. Returns 0, or
/// -1 with errno set.
int csystem_add_to_readiness(int set, int descriptor, int tag);

/// Takes `descriptor` out of `set`. Returns 0, or -1 with errno set.
int csystem_remove_from_readiness(int set, int descriptor);

/// Waits up to `milliseconds` and writes the tags of what can be read, at most `limit`. Returns
/// their number, or -1 with errno set.
int csystem_wait_for_readiness(int set, int *tags, int limit, int milliseconds);

/// Renames `from` to `to`, both in the open folder `folder`, unless there is a `to` already.
/// Returns 0, or -1 with errno set: EEXIST if there is.
int csystem_rename_without_replacing(int folder, const char *from, const char *to);

/// Counts the cores that the calling thread may run on, of any number. Returns -1 with errno set if
/// the system does not tell.
int csystem_allowed_core_count(void);

#endif
