// Generated from configs/defaults.toml by scripts/generate.ts; change that file instead.

export const defaults = {
  record: {
    /** A second command waits this long for the journal of a running one before it says that it is locked. */
    busyTimeoutMs: 5000,
    /** Held back on the disk for undoing what was begun: some thousand events of outcome and put-back. */
    reserveBytes: 4194304,
    /** Events read at once: a reader never keeps the file busy for longer than it takes to read so many. */
    eventsPerReadCount: 500,
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
    /** Probes under way at the same time; each may hold a connection. */
    atOnceCount: 20,
    /** Looking through a machine's processes for a listener takes milliseconds; only a stalled machine needs longer. */
    listenerTimeoutMs: 10000,
    /** A health endpoint that says more is read no further. */
    maxBodyBytes: 65536,
    /** Of what a command check prints, this much can be shown when it fails. */
    maxOutputBytes: 4096,
  },
  backends: {
    /** What runs on a machine, asked in one command: busy managers took 10 s for 200 units while they reloaded. */
    observeTimeoutMs: 120000,
    /** Far more than 10,000 instances print; what is cut off is not believed. */
    observeMaxBytes: 268435456,
    /** A start may wait for the program to say that it is ready: systemd's TimeoutStartSec is 90 s. */
    systemdCommandTimeoutMs: 120000,
    /** launchctl answers at once; what it waits for is the end of the old job, which has its own time. */
    launchdCommandTimeoutMs: 60000,
    /** What our supervisor adds on a busy machine to a stop or a start before it gives up itself. */
    supervisorCommandTimeoutMs: 90000,
    /** A command that only edits a small file or answers a question. */
    quickCommandTimeoutMs: 30000,
    /** An artifact of some gigabytes on a slow disk. */
    unpackTimeoutMs: 600000,
    /** Of what a command says: enough for its error. */
    commandMaxOutputBytes: 65536,
  },
  rollout: {
    /** How long something may take to become ready whose own definition cannot be read back: not for ever. */
    unreadProgressDeadlineMs: 120000,
  },
  act: {
    /** Instances told in one command: their names are its arguments, and one that fails hides the others' exit status. */
    argumentsPerCommandCount: 400,
    /** A larger definition was not written by us. */
    definitionMaxBytes: 4194304,
  },
  pass: {
    /** Machines are opened this many at a time: sshd's MaxStartups drops what comes faster. */
    linesAtOnceCount: 20,
    /** A ledger larger than this was not written by provctl. */
    ledgerMaxBytes: 4194304,
    /** Between two looks at what is becoming ready. */
    lookEveryMs: 150,
    /** For something that was stopped or removed to be gone, beside its own stop timeout. */
    goneDeadlineMs: 30000,
    /** The end of the journal in which open intents and each machine's last batch are sought; older ones say nothing new. */
    recentEventsCount: 2000,
    /** Between two questions whether a detached step of a killed run still works. */
    readBackEveryMs: 200,
    /** A lease that is only broken is held so long, should giving it back fail. */
    breakLeaseLifeMs: 1000,
    /** A longer line of a log is given in parts: a program that never ends its line must not fill the memory. */
    logLineMaxBytes: 65536,
    /** Files shown as a text diff in one plan; beyond that a person would not read them. */
    fileDiffsCount: 50,
    /** A larger file is told as changed, without its text. */
    fileDiffMaxBytes: 262144,
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
  stack: {
    /** A stack that does not say where it runs. */
    environment: "default",
    /** What is no longer declared is removed; that is what declaring means. */
    prune: true,
    /** A commit that removes more than a fifth of everything is more often a mistake than a wish. */
    maxPrunePercent: 20,
  },
  service: {
    /** Whatever the machine has: systemd, launchd, else our own supervisor. */
    backend: "auto",
    /** More is always a decision. */
    instancesPerMachineCount: 1,
    /** A program that ended well is done; one that crashed is wanted again. */
    restartPolicy: "on-failure",
    /** A crash loop should not eat a CPU. */
    restartDelayMs: 1000,
    /** The pause doubles up to this: long enough to rest, short enough to be back when the cause is gone. */
    restartMaxDelayMs: 60000,
    /** As systemd's StartLimitBurst. */
    restartBurstCount: 5,
    /** Five starts in a minute are a crash loop. */
    restartWindowMs: 60000,
    /** What kill(1) sends. */
    stopSignal: "SIGTERM",
    /** Time to finish open requests; systemd's 90 s block a deploy for too long. */
    stopTimeoutMs: 30000,
    /** Ready is noticed within a second. */
    checkIntervalMs: 1000,
    /** A loopback answer that takes longer is not healthy. */
    checkTimeoutMs: 1000,
    /** One pass proves that it answers; minReady proves that it stays. */
    checkSuccessesCount: 1,
    /** One lost answer is noise, three are not. */
    checkFailuresCount: 3,
    /** Every 2xx that RFC 9110 names. */
    checkSuccessStatus: [200,201,202,203,204,205,206],
    /** The only one there is. */
    rolloutStrategy: "recreate",
    /** supervisord's startsecs: most programs that cannot run end within it. */
    rolloutMinReadyMs: 1000,
    /** Kubernetes' progressDeadlineSeconds. */
    rolloutProgressDeadlineMs: 600000,
    /** What worked before is put back. */
    rolloutOnFailure: "rollback",
    /** With five kept, a service fills no disk. */
    logsMaxSizeBytes: 10485760,
    /** Enough to see what came before the crash. */
    logsKeepCount: 5,
    /** Readable, and written by its owner only. */
    fileMode: "0644",
    /** Most programs read their configuration once. */
    fileOnChange: "restart",
    /** A schedule must not jump twice a year unless it says so. */
    timeZone: "UTC",
    /** cron's own behaviour. */
    missedRuns: "skip",
  },
  compile: {
    /** More files of desired state are not one that people keep in their heads. */
    maxFilesCount: 10000,
    /** Resources of one stack, included ones too. */
    maxDocumentsCount: 50000,
    /** Values of one file after aliases are expanded; an alias bomb has billions. */
    maxNodesCount: 200000,
    /** Punctuation and line ends of one file, which is what parsing takes time for: three seconds of it at worst. */
    maxWeightCount: 200000,
    /** Of all files together: fifty thousand services of usual size. */
    maxTotalWeightCount: 2000000,
    /** Aliases of one file; people use a handful. */
    maxAliasesCount: 200,
    /** Nobody nests deeper, and parsers recurse. */
    maxDepthCount: 48,
    /** Folders that include folders. */
    maxIncludesCount: 100,
    /** A file that is wrong everywhere is read no better with ten thousand problems. */
    maxProblemsCount: 200,
    /** Instances of one stack on all machines. */
    maxInstancesCount: 200000,
    /** Columns of a source line that a frame shows. */
    frameColumnsCount: 120,
  },
  cli: {
    /** Where there is no terminal to ask: what fits into a mail and a log viewer. */
    columnsCount: 100,
    /** A terminal that does not tell its height is taken for the oldest one. */
    rowsCount: 24,
    /** A terminal's ^C reaches npx, the launcher and us at once; a person's second one comes later than this. */
    interruptDebounceMs: 150,
    /** After the last interrupt that a command obeys, its end may take so long; then it ends anyway. */
    abortGraceMs: 5000,
    /** Between two drawings of the live view: fast enough to look alive, slow enough for a terminal over ssh. */
    redrawMs: 120,
    /** What `events` and `audit` show unless told otherwise; a screen or two. */
    eventsShownCount: 200,
    /** What `history` shows unless told otherwise. */
    runsShownCount: 20,
    /** Events of one run are many; so many are read that the wanted runs are whole. */
    historyEventsCount: 20000,
    /** What `logs` shows unless told otherwise. */
    logLinesCount: 50,
    /** 100,000 planned changes with their paths are about this large; more is no plan of ours. */
    planFileMaxBytes: 268435456,
  },
  transports: {
    /** A command that only answers a precondition of another operation. */
    preconditionTimeoutMs: 10000,
    /** A machine that does not greet within this is not reached; a loaded one needs some seconds to start a shell. */
    helloTimeoutMs: 20000,
    /** What a login's start-up files print before the runner begins; a message of the day has a page. */
    greetingMaxBytes: 65536,
    /** An answer that takes longer than its commands may, by this much, does not come any more: the line is given up. */
    answerTimeoutMs: 30000,
    /** One file or one stored result beyond this is not taken into memory. */
    maxAnswerBytes: 268435456,
    /** A runner that was told to end gets this long before it is killed. */
    closeGraceMs: 2000,
    /** Longer contents travel raw instead of as lines; awk writes all lines of a group, each raw one costs a fork. */
    textMaxBytes: 32768,
    /** Files written and renamed together: enough to share the forks, few enough for the shell's lists. */
    putsPerGroupCount: 200,
    /** Files read by one call; their paths are arguments. */
    filesPerCallCount: 200,
    /** Files digested by one call; their paths are arguments. */
    digestsPerCallCount: 1000,
  },
  ssh: {
    /** A machine on another continent answers within a second; one that is off never does. */
    connectTimeoutMs: 10000,
    /** Key exchange takes some milliseconds; a loaded sshd with many logins at once needs seconds. */
    handshakeTimeoutMs: 15000,
    /** PAM modules, directory servers and name look-ups of sshd (UseDNS) are slow when something is wrong with them. */
    authenticateTimeoutMs: 30000,
    /** A session begins a login shell; it counts only until sshd says yes. */
    channelTimeoutMs: 15000,
    /** With the count, a dead line is noticed after half a minute; firewalls forget silent ones after some minutes. */
    keepaliveIntervalMs: 10000,
    /** Unanswered ones; the next interval gives the line up. */
    keepaliveCount: 2,
    /** Ten thousand hosts with three keys each are four megabytes. */
    knownHostsMaxBytes: 33554432,
    /** An RSA key of 16384 bits is thirteen kilobytes. */
    identityMaxBytes: 65536,
  },
} as const;
