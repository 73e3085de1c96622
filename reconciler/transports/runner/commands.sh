# Commands. Their output goes to files, so that no byte of it can look like an answer, and a process that they leave
# behind holds neither the line nor a pipe. Files are opened for appending: the watcher may cut them short.

# arguments ARGC ENVC TIMEOUT CAP STDIN: then the directory (a line), the argv, the environment and stdin (fields).
arguments() {
	argc=$1 envc=$2 timeout=$3 cap=$4 stdin=$5
	numbers "$@"
	line
	dir=$V i=0
	while [ $i -lt "$argc" ]; do
		field
		eval "arg$i=\$V"
		i=$((i + 1))
	done
	i=0
	while [ $i -lt "$envc" ]; do
		field
		eval "env$i=\$V"
		i=$((i + 1))
	done
	[ "$stdin" = 0 ] || field
	given=$V
}

# run: what `arguments` read, in a process group of its own. S: its status; L: it was late.
run() {
	tool=$((tool + 1))
	out=$tmp/$tool in=/dev/null
	[ "$stdin" = 0 ] || {
		in=$out.in
		printf %s "$given" >"$in"
	}
	watched
	# One eval of our own text, in which `export` comes last: a variable of the command cannot disturb one of ours.
	code="exec $sid" x=0
	while [ $x -lt "$argc" ]; do code="$code \"\$arg$x\"" x=$((x + 1)); done
	sets= x=0
	while [ $x -lt "$envc" ]; do sets="$sets \"\$env$x\"" x=$((x + 1)); done
	[ -z "$sets" ] || code="export$sets && $code"
	[ "$sid" ] || set -m
	(
		trap - TERM HUP INT PIPE EXIT
		umask 022
		[ -z "$dir" ] || cd "$dir" || exit 126
		eval "$code"
	) <"$in" >>"$out.out" 2>>"$out.err" 3>&- &
	child=$!
	[ "$sid" ] || set +m
	now
	printf '%s\n' "$child $((U + timeout)) $cap $out" >"$tmp/now"
	wait "$child"
	S=$?
	[ -z "$ended" ] || {
		kill_group "$child"
		wait "$child"
		S=$?
	}
	child=
	printf '0 0 0 0\n' >"$tmp/now"
	# It may have been a secret.
	[ "$stdin" = 0 ] || : >"$in"
	L=0
	[ $S -lt 128 ] || [ ! -e "$out.late" ] || L=1
}

kill_group() { kill -KILL "-$1" 2>/dev/null || kill -KILL "$1" 2>/dev/null; }

# exited: the answer of a command, with its output.
exited() {
	size "$out.out"
	x1=$X n1=$n
	size "$out.err"
	say "exited $S $L $n1 $n"
	[ $n1 -eq 0 ] || head -c $n1 "$x1" >&3
	[ $n -eq 0 ] || head -c $n "$X" >&3
}

# size FILE: which file (X) holds the bytes (n) that are sent. One more than the cap tells that there were more.
size() {
	X=$1 n=0
	if [ -s "$1" ]; then
		n=$(($(wc -c <"$1")))
		[ $n -le "$cap" ] || {
			n=$((cap + 1))
			head -c $n "$1" >"$1.cut"
			X=$1.cut
		}
	fi
	[ ! -e "$1.head" ] || X=$1.head n=$((cap + 1))
}

# watched: one watcher serves all commands of a frame.
watched() {
	[ "$watcher" ] || {
		printf '0 0 0 0\n' >"$tmp/now"
		watch 3>&- </dev/null >/dev/null 2>&1 &
		watcher=$!
	}
}
unwatched() {
	[ -z "$watcher" ] || {
		kill -KILL "$watcher"
		wait "$watcher"
		watcher=
	} 2>/dev/null
}

# watch: ends commands that are late, cuts output that runs away (8 MiB past its cap), ends an executor after its life,
# and ends what a killed owner was running.
watch() {
	trap - TERM HUP INT PIPE EXIT
	i=0 pause=0.05
	while kill -0 $$; do
		sleep $pause || sleep 1
		i=$((i + 1))
		[ $i -ne 20 ] || pause=0.25
		now
		[ -z "$limit" ] || [ $U -lt "$limit" ] || {
			kill -TERM $$
			[ $U -lt $((limit + 3000)) ] || kill -KILL $$
		}
		IFS=' ' read -r p late most out <"$tmp/now" && [ "$p" -gt 0 ] || continue
		[ $U -lt "$late" ] || {
			: >"$out.late"
			kill_group "$p"
		}
		for x in "$out.out" "$out.err"; do
			[ -s "$x" ] && [ $(($(wc -c <"$x"))) -gt $((most + 8388608)) ] || continue
			[ -e "$x.head" ] || { head -c $((most + 1)) "$x" >"$x.part" && mv -f "$x.part" "$x.head"; }
			: >"$x"
			pause=0.02
		done
	done
	IFS=' ' read -r p x <"$tmp/now" && [ "$p" -gt 0 ] && kill_group "$p"
	rm -rf "$tmp"
}
