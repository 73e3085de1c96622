# Reads change nothing, and one that fails does not stop the next.

# files COUNT: a line `cap path` for each. First what each is, then the contents of all, by one call of cat.
files() {
	i=0 all=
	while [ $i -lt "$1" ]; do
		i=$((i + 1))
		line
		x=${V#* }
		eval "c$i=\${V%% *} f$i=\$x k$i="
		if [ ! -e "$x" ]; then eval "k$i=absent"
		elif [ ! -f "$x" ]; then eval "k$i='failed not-a-file'"
		elif [ ! -r "$x" ]; then eval "k$i='failed not-readable'"
		else all=$all$nl$x; fi
	done
	[ -z "$all" ] || {
		scratch
		# A file that changes between its size and its bytes, or is larger than asked for, is copied first.
		measure "$1" || {
			copy "$1"
			measure "$1" || gone
		}
	}
	i=0
	while [ $i -lt "$1" ]; do
		i=$((i + 1))
		eval "x=\${k$i:-file \$n$i}"
		say "$x"
	done
	[ -z "$all" ] || cat "$tmp/body" >&3
}
measure() {
	i=0 m=$1 sum=0
	sizes=$(split "$all" wc -c 2>/dev/null) || return 1
	split "$all" cat >"$tmp/body" 2>/dev/null
	IFS=$nl
	set -- $sizes
	IFS=' '
	while [ $i -lt "$m" ]; do
		i=$((i + 1))
		eval "k=\$k$i c=\$c$i f=\$f$i"
		[ -z "$k" ] || continue
		n=${1%" $f"}
		n=$(($n))
		case $f in "$tmp"/*) ;; *) [ $n -le "$c" ] || return 1 ;; esac
		eval "n$i=\$n"
		sum=$((sum + n))
		shift
	done
	[ $(($(wc -c <"$tmp/body"))) -eq $sum ]
}
copy() {
	i=0 all=
	while [ $i -lt "$1" ]; do
		i=$((i + 1))
		eval "k=\$k$i f=\$f$i c=\$c$i"
		[ -z "$k" ] || continue
		head -c $((c + 1)) "$f" >"$tmp/file.$i" 2>/dev/null
		eval "f$i=\$tmp/file.\$i"
		all=$all$nl$tmp/file.$i
	done
}

# digest COUNT: paths. The answer is what sha256sum prints until the line `end`; a path without one has no file.
digest() {
	i=0 all= x=
	while [ $i -lt "$1" ]; do
		i=$((i + 1))
		line
		[ -f "$V" ] && [ -r "$V" ] && x=$x$nl$V
		# Two levels: appending to one long string costs its length every time.
		[ $((i % 40)) -ne 0 ] || all=$all$x x=
	done
	say digests
	all=$all$x
	[ -z "$all" ] || split "$all" checksum >&3 2>/dev/null
	say end
}

# list PATH: every name after a slash and before a NUL; an empty one ends them.
list() {
	[ -e "$1" ] || {
		say absent
		return
	}
	[ -d "$1" ] && [ -r "$1" ] || {
		say failed not-a-directory
		return
	}
	say names
	set +f
	set -- "${1%/}" "${1%/}"/* "${1%/}"/.[!.]* "${1%/}"/..?*
	set -f
	base=$1
	shift
	for x; do
		if [ -e "$x" ] || [ -h "$x" ]; then printf '/%s\0' "${x#"$base"/}" >&3; fi
	done
	printf '\0' >&3
}

reads() {
	left=$1
	numbers "$left"
	while [ "$left" -gt 0 ]; do
		left=$((left - 1))
		IFS=' ' read -r op a b c d e || gone
		case $op in
		files) files "$a" ;;
		digest) digest "$a" ;;
		list)
			line
			list "$V"
			;;
		identity)
			numbers "$a"
			if process "$a"; then say "identity $a $begun $group $state"; else say absent; fi
			;;
		exec)
			arguments "$a" "$b" "$c" "$d" "$e"
			scratch
			run
			exited
			;;
		*) gone ;;
		esac
	done
	say end
	[ -z "$watcher" ] || {
		# Commands ran: what they printed is not kept, in a session that may last for days.
		unwatched
		set +f
		rm -rf "$tmp"/*
		set -f
	}
}
