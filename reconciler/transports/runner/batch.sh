# The executor: one batch, detached from the line, under the mutex of its owner. $tmp is the spool.

execute() {
	prefix=
	line
	tmp=$V
	line
	root=$V
	IFS=' ' read -r who id lease epoch sequence life total x || gone
	run=$root/$who/run
	batch=$run/batches/$id
	exec 3>"$batch/part" || gone
	# The line may go, the work does not. TERM comes from the watcher or from who takes the lease over.
	trap '' HUP INT
	trap 'ended=1' TERM
	now
	limit=$((U + life))
	process $$
	printf '%s\n' "$boot $$ $begun" >"$batch/process"
	watched
	halted= unsynced=
	if ! hold mutex "$life"; then
		stop 'failed busy'
		while [ "$told" -lt "$total" ]; do say skipped; done
	elif fenced; then
		while [ "$told" -lt "$total" ] && [ -z "$halted" ]; do
			if [ "$ended" ]; then stop 'failed ended'; else mutation; fi
		done
		while [ "$told" -lt "$total" ]; do say skipped; done
		split_any "$unsynced" durable
		prune
	fi
	unwatched
	# The result gets its name in one piece, so it is there whole or not at all.
	mv -f "$batch/part" "$batch/result"
	free
	rm -rf "$tmp"
}

# stop RESULT: of this operation; the rest of the batch is skipped.
stop() {
	say "$1"
	halted=1
}

# fenced: nobody newer has been here. The fence is written before the first effect.
fenced() {
	l=0 e=0 s=-1
	[ ! -s "$run/fence" ] || IFS=' ' read -r l e s <"$run/fence"
	leased
	{ [ "$l" -eq "$N" ] && [ "$e" -ge "$E" ]; } || l=$N e=$E s=-1
	[ "$lease" -eq "$l" ] && { [ "$epoch" -gt "$e" ] || { [ "$epoch" -eq "$e" ] && [ "$sequence" -gt "$s" ]; }; } || {
		[ "$s" -ge 0 ] || s=0
		say "superseded $l $e $s"
		return 1
	}
	printf '%s\n' "$lease $epoch $sequence" >"$run/fence.new" && mv -f "$run/fence.new" "$run/fence"
}

# prune: the newest results are kept for who reads them back; a spool of yesterday belongs to nobody.
prune() {
	set +f
	set -- "$run/batches"/*
	set -f
	[ $# -le 64 ] || (
		cd "$run/batches" || exit
		ls -1t | tail -n +51 | while IFS= read -r x; do rm -rf "./$x"; done
		find "$run" -name 'spool.*' -prune -mtime +0 -exec rm -rf {} +
	)
}

mutation() {
	IFS=' ' read -r op a b c d e f || op=
	case $op in
	puts) puts "$a" "$b" "$c" ;;
	remove)
		line
		p=$V
		when
		if [ "$R" ]; then stop "refused $R"
		elif [ ! -e "$p" ] && [ ! -h "$p" ]; then say done
		elif rm -f "$p" 2>/dev/null; then gone_from "${p%/*}/"
		else stop 'failed remove'; fi
		;;
	removeTree)
		line
		remove_tree "$V"
		;;
	makeDirectory)
		line
		make_directory "$V" "$a"
		;;
	signal) signal "$a" "$b" "$c" "$d" "$e" ;;
	exec)
		when
		arguments "$a" "$b" "$c" "$d" "$e"
		if [ "$R" ]; then stop "refused $R"; else
			run
			exited
			case ,$f, in *",$S,"*) [ $L = 0 ] || halted=1 ;; *) halted=1 ;; esac
		fi
		;;
	*) stop 'failed frame' ;;
	esac
}

gone_from() {
	unsynced=$unsynced$nl$1
	say done
}

# remove_tree PATH: only below the owner's directory, and by no symlink out of it.
remove_tree() {
	x=$root/$who
	case $1 in "$x"/*) ;; *)
		stop 'refused outside'
		return
		;;
	esac
	rest=${1#"$x"/}/
	while [ -n "$rest" ]; do
		x=$x/${rest%%/*} rest=${rest#*/}
		[ ! -h "$x" ] || {
			stop 'refused symlink'
			return
		}
	done
	if [ ! -e "$1" ]; then say done
	elif rm -rf "$1" 2>/dev/null; then gone_from "${1%/*}/"
	else stop 'failed remove'; fi
}

# make_directory PATH MODE: a directory that is there already keeps its mode.
make_directory() {
	if [ -d "$1" ]; then
		say done
		return
	fi
	x=${1%/*}
	while [ -n "$x" ] && [ ! -d "$x" ]; do x=${x%/*}; done
	case $1 in "$root"/*) ;; *) umask 022 ;; esac
	if mkdir -p "$1" 2>/dev/null && chmod "$2" "$1"; then gone_from "$x/"; else stop 'failed write'; fi
	umask 077
}

# signal BOOT PID START GROUP SIGNAL
signal() {
	alive "$1" "$2" "$3" || {
		stop 'refused process'
		return
	}
	x=$2
	if [ "$4" = 1 ]; then
		# The group of a process that does not lead one belongs to somebody else.
		[ "$group" = "$2" ] || {
			stop 'refused group'
			return
		}
		x=-$2
	fi
	if kill "-$5" "$x" 2>/dev/null; then say done; else stop 'failed signal'; fi
}
