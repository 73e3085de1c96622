# Many instances at once.

# Starts what has no supervisor and waits until each has its record. Runs in a session and environment of its own.
start_here() {
  find_tools
  for d in "$@"; do
    shift
    cd -- "$d" 2>/dev/null || { complain "$d" 'is not there'; continue; }
    printf 'up\n' >wanted
    supervised && continue
    (supervise) </dev/null >/dev/null 2>&1 &
    set -- "$@" $! "$d"
  done
  clock
  start_deadline=$((now + 60000))
  while [ $# -gt 0 ]; do
    n=$(($# / 2))
    while [ $n -gt 0 ]; do
      n=$((n - 1)) s_pid=$1 d=$2
      shift 2
      has_record "$s_pid" "$d" && continue
      kill -0 "$s_pid" 2>/dev/null && set -- "$@" "$s_pid" "$d" && continue
      has_record "$s_pid" "$d" || complain "$d" 'did not start'
    done
    clock
    [ $# -eq 0 ] || [ "$now" -lt $start_deadline ] || { complain "$2" 'took too long'; break; }
    [ $# -eq 0 ] || nap 0.01
  done
  start_keeper
}

has_record() {
  { read -r h_supervisor h_child <"$2/record"; } 2>/dev/null && [ "$h_supervisor" = "$1" ]
}

complain() {
  printf '%s: %s\n' "$1" "$2" >&2
  failed=1
}

# What a start needs to know of this machine once. GNU env or perl give signals that a background shell ignores their
# default back; setsid gives each program a group of its own, and where it is missing a shell with job control does.
find_tools() {
  path_of env && env_tool=$found
  reset=none perl='' setsid='' shell_exports=no
  if env --default-signal true 2>/dev/null; then reset=env
  elif path_of perl; then reset=perl perl=$found
  fi
  if path_of setsid; then setsid=$found; else set -m 2>/dev/null; fi
  [ -z "${BASH_VERSION-}${ZSH_VERSION-}" ] || shell_exports=yes
}

# Signals all, then waits for all; each has its own time until its group is killed.
stop_all() {
  clock
  for d in "$@"; do
    shift
    cd -- "$d" 2>/dev/null || continue
    printf 'down\n' >wanted
    read_head || :
    if supervised; then
      kill -s TERM "$l_pid" 2>/dev/null
      set -- "$@" "$d" "$l_pid" "$l_start" $((now + stop_timeout))
    elif child_lives; then
      signal_group "$stop_signal" "$r_child"
      set -- "$@" "$d" "$r_child" "$r_child_start" $((now + stop_timeout))
    else
      record_stopped
    fi
  done
  while [ $# -gt 0 ]; do
    n=$(($# / 4))
    while [ $n -gt 0 ]; do
      n=$((n - 1)) d=$1 s_pid=$2 s_start=$3 s_deadline=$4
      shift 4
      cd -- "$d" 2>/dev/null || continue
      still_there || { record_stopped; continue; }
      if [ "$now" -ge "$s_deadline" ] && child_lives; then kill -s KILL -- "-$r_child" || kill -s KILL "$r_child"; fi 2>/dev/null
      # It outlives what it supervises only when something is wrong with it.
      [ "$now" -lt $((s_deadline + 5000)) ] || kill -s KILL "$s_pid" 2>/dev/null
      set -- "$@" "$d" "$s_pid" "$s_start" "$s_deadline"
    done
    [ $# -eq 0 ] || nap 0.02
    clock
  done
}

# Without a supervisor nobody else looks after the rest of the group.
still_there() {
  alive "$s_pid" "$s_start" "$boot_id" && return
  child_lives && return
  [ "$r_child" = "$s_pid" ] && group_lives "$s_pid" || return 1
  [ "$now" -lt "$s_deadline" ] || kill -s KILL -- "-$s_pid" 2>/dev/null
}

record_stopped() {
  [ -e record ] || return
  read_record || :
  [ "$r_state" = stopped ] && return
  r_state=stopped r_child=0 r_child_start=- r_result=- r_exit=-
  [ -n "$r_boot" ] || r_boot=$boot_id r_supervisor_start=-
  write_record
  rm -f pid
}

# Each in a subshell, so one that hangs delays no other. What was reloaded is told beside the record, by invocation.
reload_here() {
  find_tools
  for d in "$@"; do
    shift
    (reload_one "$d") </dev/null &
    set -- "$@" $!
  done
  for r_pid; do wait "$r_pid" || failed=1; done
}

reload_one() {
  cd -- "$1" && read_head && child_lives || { complain "$1" 'does not run'; exit 1; }
  if [ -n "$reload_signal" ]; then
    kill -s "$reload_signal" "$r_child" || exit 1
  elif [ $reload_command = yes ]; then
    (become reload-command) </dev/null >>output.log 2>&1 || { complain "$1" 'its reload command failed'; exit 1; }
  fi
  printf '%s %s\n' "$r_invocation" "$reload_hash" >reloaded.new && mv -f reloaded.new reloaded
}

remove_all() {
  stop_all "$@"
  for d in "$@"; do
    shift
    case $d in */instances/?*) ;; *) continue ;; esac
    cd -- "$d" 2>/dev/null || continue
    if supervised || child_lives; then complain "$d" 'still runs'; continue; fi
    set -- "$@" "$d"
    instances=${d%/*}
  done
  [ $# -gt 0 ] || return
  cd /
  rm -rf -- "$@"
  set +f
  set -- "$instances"/*
  set -f
  [ -e "$1" ] || end_keeper
}

# Takes the mark off: the first and the last two lines.
unmark() {
  cd -- "$1" && sed -e 1d service | sed '$d' | sed '$d' >service.new && mv -f service.new service || failed=1
}
