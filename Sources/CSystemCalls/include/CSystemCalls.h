#ifndef CSYSTEMCALLS_H
#define CSYSTEMCALLS_H

// Calls that glibc declares only for programs that ask for its extensions, as Swift does not. No
// header of the system is included: its types would belong to this module and not to Glibc.

/// Makes a pipe whose ends child processes do not inherit, not even one that another thread is
/// just starting. Returns 0, or -1 with errno set.
int csystem_pipe(int ends[2]);

/// Lets a child process start in `folder`; `actions` is a `posix_spawn_file_actions_t`. Returns 0 or
/// an error number.
int csystem_spawn_in_folder(void *actions, const char *folder);

#endif
