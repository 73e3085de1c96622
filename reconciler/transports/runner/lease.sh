# Generations. `NAME.N` is made by link(2), which only one can do, and the newest N counts. The newest is never
# removed, so a number is never given twice.

# newest NAME: its highest generation in N.
newest() {
	N=0
	set +f
	for _x in "$run/$1".*; do
		_x=${_x##*.}
		case $_x in '' | *[!0-9]*) ;; *) [ "$_x" -le "$N" ] || N=$_x ;; esac
	done
	set -f
}
# link_next NAME GENERATION: makes it from NAME.new-PID, unless somebody was faster, or knew of newer ones.
link_next() {
	ln "$run/$1.new-$$" "$run/$1.$2" 2>/dev/null || return 1
	newest "$1"
	[ "$N" -eq "$2" ] && return
	rm -f "$run/$1.$2"
	return 1
}

# hold NAME MS: a mutex is a generation that holds a living process, or `free` in its second line.
hold() {
	now
	most=$((U + $2))
	printf '%s\n' "$boot $$ $mine" >"$run/$1.new-$$" || return 1
	while :; do
		newest "$1"
		g=$N x= y=
		[ "$g" -eq 0 ] || { IFS= read -r x && IFS= read -r y; } <"$run/$1.$g"
		if [ "$g" -eq 0 ] || [ "$y" ] || { [ "$x" ] && ! alive $x; }; then
			link_next "$1" $((g + 1)) && break
		else
			sleep 0.05 2>/dev/null || sleep 1
		fi
		now
		[ $U -lt $most ] && [ -z "$ended" ] || {
			rm -f "$run/$1.new-$$"
			return 1
		}
	done
	held=$run/$1.$((g + 1))
	rm -f "$run/$1.new-$$" "$run/$1.$g"
}
free() {
	[ -z "$held" ] || printf 'free\n' >>"$held"
	held=
}

# leased: the newest lease: its number N, holder H (nothing: released), epoch E, what is left of its life in ms.
leased() {
	newest lease
	H= E=0 left=0
	[ "$N" -gt 0 ] || return 0
	{ IFS= read -r H && IFS=' ' read -r x since life_ms E; } <"$run/lease.$N"
	now
	left=$((since + life_ms - U))
	[ "$x" = "$boot" ] && [ $left -gt 0 ] && [ "$H" ] || left=0
}
# write_lease HOLDER LIFE EPOCH: beside; it gets its name by link or rename.
write_lease() {
	now
	printf '%s\n' "$1" "$boot $U $2 $3" >"$run/lease.new-$$"
}
rename_lease() { mv -f "$run/lease.new-$$" "$run/lease.$N"; }

# lease VERB NUMBER LIFE FORCE; `take` is followed by the holder.
lease() {
	[ "$1" != take ] || line
	holder=$V
	numbers "$2" "$3" "$4"
	# Only who takes makes the owner's directory: one that was removed stays so.
	if [ "$1" = look ] || { [ "$1" != take ] && [ ! -d "$run" ]; }; then
		mine_now=
		leased
	else
		owned && hold door 10000 || {
			say failed state-directory
			return
		}
		leased
		"$1_lease" "$2" "$3" "$4"
		free
	fi
	if [ "$1" != look ] && [ "$1" != release ] && [ "$mine_now" ]; then
		say "mine $N $E"
	elif [ $left -gt 0 ]; then
		say "held $N $left"
		printf '%s\0' "$H" >&3
	else say "free $N"; fi
}
# know NUMBER: this session holds that lease; it may hold those of several owners.
know() { known=$known$nl$who\ $1$nl; }
take_lease() {
	mine_now=1
	if [ "$H" = "$holder" ]; then
		E=$((E + 1))
		know "$N"
		write_lease "$holder" "$2" $E
		rename_lease
	elif [ $left -eq 0 ] || { [ "$3" = 1 ] && { [ "$1" -eq 0 ] || [ "$1" -eq "$N" ]; }; }; then
		old=$H n=$N
		write_lease "$holder" "$2" 1
		link_next lease $((n + 1)) || gone
		rm -f "$run/lease.new-$$" "$run/lease.$n"
		E=1
		know $((n + 1))
		# The fence is up: now end what the one before still has running.
		[ -z "$old" ] || end_steps
	else mine_now=; fi
}
# renew: by a session that neither took nor renewed it yet, it begins a new epoch: frames of the old line are void.
renew_lease() {
	mine_now=
	[ "$N" -eq "$1" ] && [ "$H" ] || return 0
	mine_now=1
	case $known in *"$nl$who $N$nl"*) ;; *)
		E=$((E + 1))
		know "$N"
		;;
	esac
	write_lease "$H" "$2" $E
	rename_lease
}
release_lease() {
	[ "$N" -eq "$1" ] && [ "$H" ] || return 0
	write_lease '' 0 $E
	rename_lease
	left=0
}
# end_steps: TERM lets an executor store what it did; who does not listen for two seconds is killed.
end_steps() {
	newest mutex
	[ "$N" -gt 0 ] && IFS=' ' read -r x p s <"$run/mutex.$N" && alive "$x" "$p" "$s" && kill -TERM "$p" && {
		n=0
		while alive "$x" "$p" "$s"; do
			sleep 0.05 2>/dev/null || sleep 1
			n=$((n + 1))
			[ $n -ne 40 ] || kill -KILL "$p"
		done
	}
	newest lease
}
