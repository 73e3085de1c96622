# Files. A group of puts, none of which depends on another, is written beside its places, made durable, then renamed.
# "Beside" is `.provctl-OWNER` in the nearest directory that exists; from there one mv gives everything its place, new
# directories whole. A crash leaves the old or the new; what it leaves beside is removed by the owner's next group.

# puts COUNT SECTION ATTRIBUTES: the attributes (mode, owner: lines); for each put `attribute source`, path, precondition.
# The source is `t`, the next text of the section; `f`, a path on the machine (a line); or the number of a raw section.
puts() {
	m=$1 section=$2 attributes=$3 i=0
	numbers "$@"
	while [ $i -lt "$attributes" ]; do
		line
		eval "mode$i=\$V"
		line
		eval "owner$i=\$V"
		i=$((i + 1))
	done
	j=0 cut=$m why= asked= asking=0 later=1
	while [ $j -lt "$m" ]; do
		IFS=' ' read -r x s || gone
		line
		eval "a$j=\$x s$j=\$s p$j=\$V"
		[ "$s" != f ] || {
			line
			eval "f$j=\$V"
		}
		when
		eval "w$j=\$W"
		if [ -n "$W" ]; then
			if [ -f "$Wpath" ]; then asked=$asked$nl$Wpath asking=$((asking + 1)); else R=digest; fi
		fi
		[ -z "$R" ] || cut_at $j "refused $R"
		j=$((j + 1))
	done
	later=
	[ -z "$asked" ] || digests_hold
	m=$cut staged=
	until [ "$m" -eq 0 ] || stage; do :; done
	[ "$m" -eq 0 ] || place
	[ -z "$why" ] || stop "$why"
}
# cut_at INDEX WHY: only what comes before is done.
cut_at() { [ "$1" -ge "$cut" ] || cut=$1 why=$2; }

digests_hold() {
	x=$(split "$asked" checksum 2>/dev/null)
	IFS=$nl
	set -- $x
	IFS=' '
	# One that could not be read has no line, so the lines are nobody's.
	[ $# -eq $asking ] || set --
	j=0
	while [ $j -lt "$cut" ]; do
		eval "x=\$w$j"
		if [ -n "$x" ]; then
			s=${1#\\}
			if [ "${s%% *}" != "$x" ]; then cut_at $j 'refused digest'; else shift; fi
		fi
		j=$((j + 1))
	done
}

# stage: everything of the group but the renames. When it fails nothing has its name yet, and the group is cut.
stage() {
	layout
	if [ "$cut" -lt "$m" ]; then m=$cut; elif written; then return 0; else m=$cut; fi
	[ -z "$temps" ] || split "$temps" rm -rf
	return 1
}

# layout: where each put is staged (g), and what has to be made and moved for it.
layout() {
	temps= old= inner= open= bases= j=0 b=0 i=0
	while [ $i -lt "$attributes" ]; do
		eval "l$i="
		i=$((i + 1))
	done
	while [ $j -lt "$m" ]; do
		eval "p=\$p$j x=\$a$j s=\$s$j"
		base=${p%/*}
		while [ -n "$base" ] && [ ! -d "$base" ]; do
			if [ -e "$base" ] || [ -h "$base" ]; then cut_at $j 'failed not-a-directory'; fi
			base=${base%/*}
		done
		if [ ! -w "$base/" ]; then cut_at $j 'failed not-writable'
		elif [ -d "$p" ] && [ ! -h "$p" ]; then cut_at $j 'failed directory'; fi
		[ "$s" != f ] || eval "[ -f \"\$f$j\" ]" || cut_at $j 'failed source'
		t=$base/.provctl-$who rest=${p#"$base"/}
		g=$t/$rest
		case $bases$nl in
		*"$nl$base/$nl"*)
			i=0
			until eval "[ \"\$b$i\" = \"\$base\" ]"; do i=$((i + 1)); done
			;;
		*)
			i=$b b=$((b + 1)) bases=$bases$nl$base/ temps=$temps$nl$t
			eval "b$i=\$base n$i="
			if [ -h "$t" ] || [ -e "$t" ]; then
				# A leftover of ours, or somebody's trap.
				if [ ! -h "$t" ] && [ -d "$t" ] && [ -O "$t" ]; then old=$old$nl$t; else cut_at $j 'failed occupied'; fi
			fi
			;;
		esac
		top=$nl$t/${rest%%/*}
		eval "case \$n$i\$nl in *\"\$top\$nl\"*) ;; *) n$i=\$n$i\$top ;; esac; g$j=\$g l$x=\$l$x\$nl\$g"
		case $rest in
		*/*) case $p in "$root"/*) inner=$inner$nl${g%/*} ;; *) open=$open$nl${g%/*} ;; esac ;;
		esac
		j=$((j + 1))
	done
}

written() {
	fault=write
	[ -z "$old" ] || split "$old" rm -rf
	split "$temps" mkdir 2>/dev/null && split_any "$inner" mkdir -p || blame
	umask 022
	split_any "$open" mkdir -p || blame
	umask 077
	: >"$tmp/texts"
	j=0
	while [ $j -lt "$m" ]; do
		eval "g=\$g$j s=\$s$j f=\$f$j"
		case $s in
		t) printf '%s\n' "$g" >>"$tmp/texts" ;;
		f) cp "$f" "$g" || cut_at $j 'failed source' ;;
		*) ln "$tmp/$s" "$g" || cp "$tmp/$s" "$g" || cut_at $j 'failed write' ;;
		esac 2>/dev/null
		j=$((j + 1))
	done
	[ ! -s "$tmp/texts" ] || texts || blame
	i=0 all=$inner$open
	while [ $i -lt "$attributes" ] && [ "$cut" -ge "$m" ]; do
		eval "x=\$owner$i l=\$l$i s=\$mode$i"
		fault=owner
		[ -z "$x" ] || split_any "$l" chown "$x" || blame $i chown "$x"
		fault=write
		split_any "$l" chmod "$s" || blame
		all=$all$l i=$((i + 1))
	done
	[ "$cut" -ge "$m" ] || return 1
	fault=sync
	split "$all" durable || blame
	[ "$cut" -ge "$m" ]
}
split_any() { [ -z "$1" ] || split "$@" 2>/dev/null; }

# blame ATTRIBUTES WORD…: cuts the group at the first put with these attributes for which the words fail, or at its first.
blame() {
	j=0
	attribute=$1
	[ $# -eq 0 ] || shift
	while [ $# -gt 0 ] && [ $j -lt "$m" ]; do
		eval "_x=\$a$j"
		[ "$_x" != "$attribute" ] || eval "\"\$@\" \"\$g$j\"" 2>/dev/null || break
		j=$((j + 1))
	done
	[ $j -lt "$m" ] && [ $# -gt 0 ] || j=0
	cut_at $j "failed $fault"
}

# texts: a text is `<lines> <1: it ends with a line feed>` and its lines; the list says where each goes.
texts() {
	awk -v list="$tmp/texts" '{
		if ((getline file <list) <= 0) exit
		n = $1; last = $2
		printf "" >file
		for (i = 1; i <= n; i++) {
			if ((getline) <= 0) exit 1
			printf "%s%s", $0, (i < n || last ? "\n" : "") >file
		}
		if (close(file)) exit 1
	}' "$tmp/$section" 2>/dev/null
}

# place: the renames, then the durability of the directories. What is still staged afterwards was not done.
place() {
	i=0
	while [ $i -lt $b ]; do
		eval "x=\$b$i l=\$n$i"
		split "$l" into "$x" || break
		i=$((i + 1))
	done
	split "$bases" durable
	j=0 x=
	while [ $j -lt "$m" ]; do
		eval "g=\$g$j"
		if [ $i -lt $b ] && { [ -e "$g" ] || [ -h "$g" ]; }; then
			why='failed rename'
			say "${x:-$why}"
			x=skipped
		else say done; fi
		j=$((j + 1))
	done
	[ -z "$x" ] || why= halted=1
	split "$temps" rm -rf
}
into() {
	base=$1
	shift
	mv -f "$@" "$base/" 2>/dev/null
}

# durable FILE…: fsync. sync(1) takes files since coreutils 8.24, and in busybox; otherwise dd can, one by one.
durable() {
	[ "$syncs" ] || if sync "$tmp/no-such-file" 2>/dev/null; then syncs=dd; else syncs=files; fi
	if [ $syncs = files ]; then
		sync "$@" 2>/dev/null
		return
	fi
	for _x; do
		[ -d "$_x" ] || dd if=/dev/null of="$_x" conv=notrunc,fsync 2>/dev/null || return 1
	done
	sync
}
