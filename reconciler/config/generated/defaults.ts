// Generated from configs/defaults.toml by scripts/generate.ts; change that file instead.

export const defaults = {
  record: {
    /** A second command waits this long for the journal of a running one before it says that it is locked. */
    busyTimeoutMs: 5000,
  },
  fetch: {
    /** A desired-state file larger than this is a mistake or an attack; ConfigMaps stop at the same size. */
    maxFileBytes: 1048576,
    /** A repository with more entries below its desired state is not one that a person wrote. */
    maxEntriesCount: 100000,
    /** All files of one pass together; they are held in memory. */
    maxTotalBytes: 268435456,
    /** A local git command that takes longer hangs on a lock or a dead network file system. */
    localTimeoutMs: 30000,
    /** git blocks without output this long: the server is gone. */
    remoteTimeoutMs: 120000,
  },
  secrets: {
    /** systemd and the kernel both take less in one environment variable. */
    maxValueBytes: 65536,
  },
  checks: {
    /** A health endpoint that says more is read no further. */
    maxBodyBytes: 65536,
    /** Of what a command check prints, this much can be shown when it fails. */
    maxOutputBytes: 4096,
  },
} as const;
