# The session: greets, then answers one request after the other until the line ends.

IFS=' ' read -r nonce root || exit 0
exec 3>&1 >/dev/null 2>&1
process $$
mine=$begun
[ "$nonce" != run ] || {
	execute
	exit 0
}
case $nonce in
*[!0-9a-f]*) gone ;;
????????????????????????????????) ;;
*) gone ;;
esac
trap gone TERM HUP INT PIPE
trap '[ -z "$child" ] || kill_group "$child"; unwatched; for x in "$tmp" "$spool"; do [ -z "$x" ] || rm -rf "$x"; done' EXIT

first_line() { IFS= read -r V <"$1" 2>/dev/null || V=; }

# hello: what the machine says of itself; every value ends with a NUL.
hello() {
	kernel=Linux uid= systemd=0 manager=0 launchd=0 cron=0
	if [ -r "/proc/$$/status" ]; then
		while IFS='	 ' read -r x uid y; do [ "$x" != Uid: ] || break; done <"/proc/$$/status"
		first_line /proc/sys/kernel/hostname
		host=$V
	else
		kernel=$(uname -s) uid=$(id -u) host=$(uname -n)
	fi
	id=
	for x in /etc/machine-id /var/lib/dbus/machine-id; do
		[ "$id" ] || { [ -r "$x" ] && first_line "$x" && id=$V; }
	done
	if [ -z "$id" ] && [ "$kernel" = Darwin ]; then
		id=$(ioreg -rd1 -c IOPlatformExpertDevice | awk -F'"' '/IOPlatformUUID/ { print $4 }')
	fi
	user=${USER:-${LOGNAME:-$(id -un)}}
	: "${XDG_RUNTIME_DIR:=/run/user/$uid}"
	if [ -S "$XDG_RUNTIME_DIR/systemd/private" ]; then
		export XDG_RUNTIME_DIR
		manager=1
	fi
	if [ -d /run/systemd/system ]; then
		systemd=$(systemctl --version </dev/null)
		systemd=${systemd#systemd }
		systemd=${systemd%%[!0-9]*}
	fi
	[ "$kernel" != Darwin ] || [ ! -x /bin/launchctl ] || launchd=1
	command -v crontab && cron=1
	if [ "$root" ]; then :
	elif [ "$uid" = 0 ]; then root=/var/lib/provctl
	else root=${XDG_STATE_HOME:-${HOME:-/}/.local/state}/provctl; fi
	now
	prefix="$nonce 0 "
	say hello
	printf '%s\0' "${id:-host-$host}" "$boot" "$kernel" "$host" "$uid" "$user" "${HOME:-/}" "$U" "${systemd:-0}" \
		$manager $launchd $cron "$root" >&3
}

# bytes COUNT: exactly so many from the line to stdout, however they arrive.
bytes() {
	[ "$full" ] || if dd bs=1 count=0 iflag=fullblock </dev/null; then full=iflag=fullblock; else full=none; fi
	if [ $full = none ]; then dd bs=1 count="$1"
	else
		[ "$1" -lt 65536 ] || dd bs=65536 count=$(($1 / 65536)) $full
		[ $(($1 % 65536)) -eq 0 ] || dd bs=$(($1 % 65536)) count=1 $full
	fi
} 2>/dev/null

# owned: the owner's directories. Services of other users pass through the upper two to what they may read below.
owned() {
	[ -d "$run/batches" ] || {
		umask 066
		mkdir -p "$root/$who"
		umask 077
		mkdir -p "$run/batches"
	} 2>/dev/null
}

# mutate ID LEASE EPOCH SEQUENCE LIFE TOTAL SIZE…: the sections are spooled whole before anything is done: what does
# not come to its `end` never was.
mutate() {
	batch=$run/batches/$1
	name "$1"
	numbers "$2" "$3" "$4" "$5" "$6"
	spool=$run/spool.$$.$seq
	owned && mkdir "$spool" && printf '%s\n' "run" "$spool" "$root" "$who $*" >"$spool/0" || spool=
	id=$1
	shift 6
	i=0
	for x; do
		numbers "$x"
		to=/dev/null
		[ -z "$spool" ] || to=$spool/$i
		bytes "$x" >>"$to"
		i=$((i + 1))
	done
	line
	[ "$V" = "end $seq" ] || gone
	[ "$spool" ] || {
		say failed state-directory
		return
	}
	if mkdir "$batch"; then
		printf '%s\n' "$boot $$ $mine" >"$batch/process"
		[ "$sid" ] || set -m
		split "$SH" spawn
		# The spool is the executor's from here; after its death its watcher still finds there what to end.
		spool=
		wait $!
		[ "$sid" ] || set +m
	else
		rm -rf "$spool"
		spool=
	fi
	tell
}
# spawn WORD…: this shell again, with this program, in a session of its own.
spawn() { $sid "$@" -c "$R" provctl "$@" <"$spool/0" 3>&- & }

# tell: what became of the batch.
tell() {
	if [ ! -d "$batch" ]; then
		say unknown
		return
	fi
	if [ ! -e "$batch/result" ]; then
		x=
		IFS= read -r x <"$batch/process"
		if [ -z "$x" ] || alive $x; then
			say running
			return
		fi
		[ -e "$batch/result" ] || {
			say interrupted
			return
		}
	fi
	say stored $(wc -c <"$batch/result")
	cat "$batch/result" >&3
}

# stream ARGC: the argv; then its output, raw, until it ends or the line does.
stream() {
	numbers "$1"
	code="exec $sid" i=0
	while [ $i -lt "$1" ]; do
		field
		eval "arg$i=\$V"
		code="$code \"\$arg$i\"" i=$((i + 1))
	done
	say stream
	exec 4<&0
	[ "$sid" ] || set -m
	(eval "$code") </dev/null >&3 3>&- 4<&- &
	child=$!
	(
		while IFS= read -r x; do :; done
		kill_group "$child"
	) <&4 3>&- &
	x=$!
	wait "$child"
	kill -KILL $x
	exit 0
}

hello
while IFS=' ' read -r seq verb who a b c d e f g; do
	numbers "$seq"
	prefix="$nonce $seq " told=0
	case $verb in
	read)
		reads "$who"
		continue
		;;
	stream) stream "$who" ;;
	esac
	name "$who"
	run=$root/$who/run
	case $verb in
	mutate) mutate "$a" "$b" "$c" "$d" "$e" "$f" $g ;;
	readback)
		name "$a"
		batch=$run/batches/$a
		tell
		;;
	lease)
		case $a in take | renew | release | look) lease "$a" "$b" "$c" "$d" ;; *) gone ;; esac
		;;
	*) gone ;;
	esac
done
exit 0
