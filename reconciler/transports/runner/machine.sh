# The runner: provctl's whole presence on a machine. One constant text, given to `sh -c`; everything else is frames.
#
# stdin    first line: the session's nonce (32 hex digits), a space, and the state root or nothing; then requests:
#          a header `<seq> <verb> …` and what the verb says, line by line.
# fd 3     answers: every line that begins one starts with the nonce. Commands have neither fd 3 nor this stdin.
#
# A *line* is one line as it is. A *field* is the number of its lines, then these lines. Nothing is quoted, decoded or
# evaluated, so data can never become code. Paths and names are lines: the controller refuses line feeds in them.
#
# Names with an underscore are the smallest functions' own; capitals are what a function gives back.
#
# The same text executes a batch, detached from the line: then its stdin is the spooled frame, and its first line `run`.
#
# Forks are what costs here (about a millisecond each), and dash reads one byte per system call: hence lists that end in
# one call of a tool, and awk for contents. It runs on dash, bash, busybox ash, zsh --emulate sh and macOS's sh: no
# `local`, no arrays, no name that is special in zsh (path, status, argv); every tool is POSIX or probed for.

set -f
umask 077
LC_ALL=C
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
nl='
'
IFS=' '
SH= tmp= spool= syncs= full= child= ended= watcher= limit= later= held= known= tool=0 told=0
# The words that start this shell, for the executor.
for x; do SH=$SH$nl$x; done
sid=$(command -v setsid)
case $sid in /*) ;; *) sid= ;; esac

gone() { exit 1; }

# say WORD…: begins an answer. An executor has no nonce: its answers are stored, and framed when they are sent.
say() {
	told=$((told + 1))
	printf '%s%s\n' "$prefix" "$*" >&3
}

line() { IFS= read -r V || gone; }
field() {
	IFS= read -r _n || gone
	IFS= read -r V || gone
	while [ "$_n" -gt 1 ]; do
		IFS= read -r _x || gone
		V=$V$nl$_x _n=$((_n - 1))
	done
}
numbers() {
	for _x; do
		case $_x in '' | *[!0-9]* | ????????????????*) gone ;; esac
	done
}
name() { case $1 in '' | [!A-Za-z0-9]* | *[!A-Za-z0-9._-]*) gone ;; esac; }

# split LIST WORD…: calls the words with the elements of a list, in which a line feed stands before each.
split() {
	_x=$1
	shift
	IFS=$nl
	"$@" $_x
	set -- $?
	IFS=' '
	return "$1"
}

# U: milliseconds since boot, which no wall clock moves. process PID: its state, group and start, from proc(5), where
# the name may hold spaces, parentheses and line feeds.
if [ -r /proc/sys/kernel/random/boot_id ]; then
	IFS= read -r boot </proc/sys/kernel/random/boot_id
	now() {
		IFS=' ' read -r _x _y </proc/uptime
		U=$((${_x%.*} * 1000 + (1${_x#*.} - 100) * 10))
	}
	process() {
		_s=
		[ -r "/proc/$1/stat" ] || return 1
		while IFS= read -r _x || [ "$_x" ]; do _s="$_s $_x"; done <"/proc/$1/stat"
		[ "$_s" ] || return 1
		set -- ${_s##*') '}
		state=$1 group=$3
		shift 19
		begun=$1
	}
else
	boot=$(sysctl -n kern.bootsessionuuid)
	now() {
		_x=$(sysctl -n kern.boottime)
		_x=${_x#*sec = }
		U=$((($(date +%s) - ${_x%%,*}) * 1000))
	}
	process() {
		set -- $(ps -o state=,pgid=,lstart= -p "$1")
		[ $# -gt 2 ] || return 1
		state=$1 group=$2
		shift 2
		begun=$(printf '%s-' "$@")
	}
fi

# alive BOOT PID START: that very process and no other that got its number; a zombie does nothing any more.
alive() {
	[ "$1" = "$boot" ] && process "$2" && [ "$begun" = "$3" ] || return 1
	case $state in Z*) return 1 ;; esac
}

if command -v sha256sum; then checksum() { sha256sum "$@"; }
elif command -v shasum; then checksum() { shasum -a 256 "$@"; }
else checksum() { openssl dgst -sha256 -r "$@"; }; fi >/dev/null 2>&1

# scratch: a private directory of this session; mkdir follows no link that somebody left there.
scratch() {
	[ -z "$tmp" ] || return 0
	_x=${TMPDIR:-/tmp}/provctl.$$.
	_n=0
	until mkdir "$_x$_n" 2>/dev/null; do
		[ $_n -lt 20 ] || gone
		_n=$((_n + 1))
	done
	tmp=$_x$_n
}
