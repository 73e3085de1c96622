# Preconditions, checked under the mutex right before the operation. A refused operation has done nothing.

# when: reads a precondition. R: why it does not hold, or nothing. A digest is only read when `later` is set, into W
# and Wpath: a group of puts checks all its digests with one call.
when() {
	R= W=
	line
	case $V in
	'') ;;
	absent)
		line
		{ [ ! -e "$V" ] && [ ! -h "$V" ]; } || R=exists
		;;
	digest)
		line
		W=$V
		line
		Wpath=$V
		[ "$later" ] || {
			[ -f "$V" ] && x=$(checksum "$V" 2>/dev/null) && x=${x#\\} && [ "${x%% *}" = "$W" ] || R=digest
		}
		;;
	process)
		line
		alive $V || R=process
		;;
	'output '*)
		set -- ${V#output }
		arguments "$1" 0 "$2" 65536 0
		field
		want=$V
		run
		x=$(cat "$out.out" && echo .)
		[ "$x" = "$want$nl." ] || [ "$x" = "$want." ] || R=output
		;;
	*) gone ;;
	esac
}
