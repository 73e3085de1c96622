import { defaults } from '../config/generated/defaults.ts';
import type { BackendName } from '../model/definition.ts';
import type { Exec, OperationResult } from '../model/operation.ts';

/** Where checks ask. */
export type Loopback = '127.0.0.1' | '::1';

/** Whose a port is on a machine. */
export type Listener =
  | { readonly kind: 'owned' }
  | { readonly kind: 'none' }
  /** `holder`: pid and name where they could be seen, else ''. */
  | { readonly kind: 'foreign'; readonly holder: string }
  | { readonly kind: 'unknown'; readonly cause: 'no-process' | 'not-permitted' | 'no-tool' | 'no-answer' };

/** Which processes are the instance: those that share what its manager keeps it in. */
export interface ListenerOwner {
  readonly pid: number;
  readonly by: 'cgroup' | 'group';
}

/** systemd keeps a unit in one control group; the others keep it in one process group or session. */
export function listenerOwner(backend: BackendName, pid: number): ListenerOwner {
  return { pid, by: backend === 'systemd' ? 'cgroup' : 'group' };
}

/**
 * Asks the machine who listens on a TCP port. Linux: proc_net(5) names the sockets' inodes (state 0A is LISTEN), and
 * /proc/PID/fd of the instance's processes shows whether one of them holds it. Elsewhere lsof(8) answers.
 */
export function listenerQuestion(port: number, owner: ListenerOwner, host: Loopback = '127.0.0.1'): Exec {
  return {
    kind: 'exec',
    argv: ['sh', '-c', script, 'provctl-listener', String(port), String(owner.pid), owner.by, host],
    timeoutMs: defaults.checks.listenerTimeoutMs,
    maxOutputBytes: 1024,
    accept: [0],
  };
}

/** The answer is a machine's word: only what it can mean is taken from it. */
export function parseListener(result: OperationResult | undefined): Listener {
  if (result?.kind !== 'exited' || result.status !== 0 || result.timedOut)
    return { kind: 'unknown', cause: 'no-answer' };
  const [word, ...rest] = result.stdout.trim().split(' ');
  const more = rest.join(' ');
  if (word === 'owned' || word === 'none') return { kind: word };
  if (word === 'foreign')
    return { kind: 'foreign', holder: /^\d{1,10} [\w.:@+-]{1,64}$/.exec(more)?.[0] ?? '' };
  if (word === 'unknown' && (more === 'no-process' || more === 'not-permitted' || more === 'no-tool'))
    return { kind: 'unknown', cause: more };
  return { kind: 'unknown', cause: 'no-answer' };
}

const script = `
port=$1 pid=$2 by=$3 host=$4
answer() { printf '%s\\n' "$*"; exit 0; }
kill -0 "$pid" 2>/dev/null || [ -d "/proc/$pid" ] || ps -p "$pid" >/dev/null 2>&1 || answer unknown no-process

if ! [ -r /proc/net/tcp ]; then
  command -v lsof >/dev/null 2>&1 || answer unknown no-tool
  group=$(ps -o pgid= -p "$pid" | tr -d ' ')
  found=$(lsof -nP -iTCP:"$port" -sTCP:LISTEN -Fpg 2>/dev/null)
  [ -n "$found" ] || answer none
  printf '%s\\n' "$found" | grep -qx -e "g$group" -e "p$pid" && answer owned
  answer foreign
fi

hex=$(printf '%04X' "$port")
listening=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep ":$hex 0*:0000 0A ")
at() { # the sockets that are bound to these addresses, as the kernel writes them in either byte order
  inodes=$(printf '%s\n' "$listening" | grep -E "^ *[0-9]+: ($1):" |
    while read -r a b c d e f g h i inode rest; do printf ' %s' "$inode"; done)
  [ -n "$inodes" ]
}
# The kernel gives a connection to the most exact address: what listens elsewhere did not answer this one.
case $host in
  (*:*) at '0{24}01000000|0{31}1' || at '0{32}' || answer none ;;
  (*) at '0100007F|7F000001|0{16}FFFF00000100007F|0{20}FFFF7F000001' || at '0{8}' ||
    at '0{32}|0{16}FFFF00000{8}|0{20}FFFF0{8}' || answer none ;;
esac
set --
for inode in $inodes; do set -- "$@" -e "socket:\\[$inode\\]"; done
all_in() { # of several that share the port, any may have answered
  held=$(ls -l "$@" 2>/dev/null | sed -n 's/.*socket:\\[\\([0-9]*\\)\\].*/\\1/p')
  for inode in $inodes; do
    printf '%s\n' "$held" | grep -qx "$inode" || return 1
  done
}

groups_of() { # pgrp and session: after the last ) of proc_pid_stat(5) stand state, ppid, pgrp, session
  read -r line 2>/dev/null <"/proc/$1/stat" || return 1
  set -- \${line##*)}
  group=$3 session=$4
}
cgroup_of() { # cgroups(7): the unified hierarchy, else the one that systemd keeps its names in
  cgroup=
  while IFS=: read -r id controllers path; do
    case $id:$controllers in 0:) cgroup=$path ;; *:name=systemd) cgroup=$path; break ;; esac
  done 2>/dev/null <"/proc/$1/cgroup"
}

groups_of "$pid" || answer unknown no-process
own_group=$group own_session=$session
cgroup_of "$pid"
own_cgroup=$cgroup
case $by:$own_cgroup in cgroup: | cgroup:/) by=group ;; esac
if all_in "/proc/$pid/fd"; then answer owned; fi

# One look at all processes finds who may be a member; each is then asked exactly, because a name may hold anything.
if [ "$by" = cgroup ]; then
  candidates=$(grep -ls -F -e ":$own_cgroup" /proc/[0-9]*/cgroup)
else
  candidates=$(cat /proc/[0-9]*/stat 2>/dev/null | sed -n \\
    -e "s|^\\([0-9]*\\) (.*) [A-Za-z] [0-9-]* $own_group .*|/proc/\\1|p" \\
    -e "s|^\\([0-9]*\\) (.*) [A-Za-z] [0-9-]* [0-9-]* $own_session .*|/proc/\\1|p")
fi
folders= denied=
for candidate in $candidates; do
  process=\${candidate%/cgroup} member=
  if [ "$by" = cgroup ]; then
    cgroup_of "\${process#/proc/}"
    case $cgroup/ in "$own_cgroup"/*) member=1 ;; esac
  elif groups_of "\${process#/proc/}"; then
    if [ "$group" = "$own_group" ] || [ "$session" = "$own_session" ]; then member=1; fi
  fi
  [ -n "$member" ] || continue
  folders="$folders $process/fd"
  if ! [ -r "$process/fd" ] && [ -d "$process" ]; then denied=1; fi
done
if [ -n "$folders" ] && all_in $folders; then answer owned; fi
[ -z "$denied" ] || answer unknown not-permitted

holder=$(ls -l /proc/[0-9]*/fd 2>/dev/null | grep -e '^/proc/' "$@" | while read -r first rest; do
  case $first in
    (/proc/*) process=\${first%/fd:} ;;
    (*) read -r name 2>/dev/null <"$process/comm"; printf '%s %s' "\${process#/proc/}" "$name"; break ;;
  esac
done)
answer foreign $holder
`;
