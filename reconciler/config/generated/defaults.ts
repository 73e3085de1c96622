// Generated from configs/defaults.toml by scripts/generate.ts; change that file instead.

export const defaults = {
  record: {
    /** A second command waits this long for the journal of a running one before it says that it is locked. */
    busyTimeoutMs: 5000,
    /** Held back on the disk for undoing what was begun: some thousand events of outcome and put-back. */
    reserveBytes: 4194304,
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
    /** Where a secret comes from that the configuration does not name: the variable PROVCTL_SECRET_<NAME>. */
    provider: "environment",
    /** systemd and the kernel both take less in one environment variable. */
    maxValueBytes: 65536,
  },
  checks: {
    /** A health endpoint that says more is read no further. */
    maxBodyBytes: 65536,
    /** Of what a command check prints, this much can be shown when it fails. */
    maxOutputBytes: 4096,
  },
  pass: {
    /** Machines are opened this many at a time: sshd's MaxStartups drops what comes faster. */
    linesAtOnceCount: 20,
    /** A ledger larger than this was not written by provctl. */
    ledgerMaxBytes: 4194304,
    /** Between two looks at what is becoming ready. */
    lookEveryMs: 150,
    /** Between two questions whether a detached step of a killed run still works. */
    readBackEveryMs: 200,
    /** A detached step is given at least this long beside its own time limits. */
    batchLifeMs: 120000,
  },
  lease: {
    /** A run that died stops blocking others after this long; a live one renews at a sixth of it. */
    lifeMs: 60000,
  },
  config: {
    /** An operator's file is some lines long. */
    maxFileBytes: 1048576,
  },
  state: {
    /** Where the file hierarchy standard puts what a system service must keep. */
    systemDirectory: "/var/lib/provctl",
  },
  log: {
    /** A command that succeeds says so by itself; its log is for what it could not do. */
    level: "warn",
  },
} as const;
