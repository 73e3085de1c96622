# Many instances at once.

# Names of instances hold nothing that a shell would split, so lists of them are texts: `set -- "$@" x` is quadratic.
# Each DIR is `instances`/NAME; sets both.
names_of() {
  names=''
  instances=${1%/*}
  for d; do
    case ${d##*/} in '' | .* | *[!A-Za-z0-9._@-]*) complain "$d" 'is no instance'; continue ;; esac
    if [ "${d%/*}" = "$instances" ]; then names="$names ${d##*/}"; else complain "$d" 'is no instance here'; fi
  done
}

# Starts what has no supervisor and waits until each has its record. Runs in a session and environment of its own.
start_here() {
  find_tools
  pending=''
  for name in $names; do
    cd -- "$instances/$name" 2>/dev/null || { complain "$name" 'is not there'; continue; }
    printf 'up\n' >wanted
    supervised && continue
    (supervise) </dev/null >/dev/null 2>&1 &
    pending="$pending $name:$!"
  done
  clock
  start_deadline=$((now + 60000))
  while [ -n "$pending" ]; do
    left=''
    for entry in $pending; do
      name=${entry%:*} s_pid=${entry##*:}
      has_record && continue
      if kill -0 "$s_pid" 2>/dev/null; then left="$left $entry"; else has_record || complain "$name" 'did not start'; fi
    done
    pending=$left
    [ -n "$pending" ] || break
    clock
    [ "$now" -lt $start_deadline ] || { complain "$pending" 'took too long'; break; }
    # Looking costs what starting needs.
    if [ ${#pending} -gt 1000 ]; then nap 0.1; else nap 0.01; fi
  done
  start_keeper
}

has_record() {
  { read -r h_supervisor h_child <"$instances/$name/record"; } 2>/dev/null && [ "$h_supervisor" = "$s_pid" ]
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
  pending=''
  clock
  for name in $names; do
    cd -- "$instances/$name" 2>/dev/null || continue
    printf 'down\n' >wanted
    read_head || :
    if supervised; then
      kill -s TERM "$l_pid" 2>/dev/null
      pending="$pending $name:$l_pid:$l_start:$((now + stop_timeout))"
    elif child_lives; then
      signal_group "$stop_signal" "$r_child"
      pending="$pending $name:$r_child:$r_child_start:$((now + stop_timeout))"
    else
      record_stopped
    fi
  done
  while [ -n "$pending" ]; do
    left=''
    clock
    for entry in $pending; do
      name=${entry%%:*} s_deadline=${entry##*:} entry=${entry#*:} s_pid=${entry%%:*} s_start=${entry#*:} s_start=${s_start%:*}
      cd -- "$instances/$name" 2>/dev/null || continue
      still_there || { record_stopped; continue; }
      if [ "$now" -ge "$s_deadline" ] && child_lives; then kill -KILL "-$r_child" || kill -KILL "$r_child"; fi 2>/dev/null
      # It outlives what it supervises only when something is wrong with it.
      [ "$now" -lt $((s_deadline + 5000)) ] || kill -s KILL "$s_pid" 2>/dev/null
      left="$left $name:$s_pid:$s_start:$s_deadline"
    done
    pending=$left
    [ -z "$pending" ] || nap 0.02
  done
}

# Without a supervisor nobody else looks after the rest of the group.
still_there() {
  alive "$s_pid" "$s_start" "$boot_id" && return
  child_lives && return
  [ "$r_child" = "$s_pid" ] && group_lives "$s_pid" || return 1
  [ "$now" -lt "$s_deadline" ] || kill -KILL "-$s_pid" 2>/dev/null
}

record_stopped() {
  [ -e record ] || return
  read_record || :
  [ "$r_state" = stopped ] && return
  r_state=stopped r_child=0 r_child_start=- r_result=- r_exit=-
  [ -n "$r_boot" ] || r_boot=$boot_id r_supervisor_start=-
  write_record stop
  : >pid
}

# Each in a subshell, so one that hangs delays no other. What was reloaded is told beside the record, by invocation.
reload_here() {
  find_tools
  pending=''
  for name in $names; do
    (reload_one "$instances/$name") </dev/null &
    pending="$pending $!"
  done
  for s_pid in $pending; do wait "$s_pid" || failed=1; done
}

reload_one() {
  cd -- "$1" && read_head && child_lives || { complain "$1" 'does not run'; exit 1; }
  if [ -n "$reload_signal" ]; then
    kill -s "$reload_signal" "$r_child" || exit 1
  elif [ $reload_command = yes ]; then
    (become reload-command) >>output.log 2>&1 || { complain "$1" 'its reload command failed'; exit 1; }
  fi
  printf '%s %s\n' "$r_invocation" "$reload_hash" >reloaded.new && mv -f reloaded.new reloaded
}

remove_all() {
  stop_all
  pending=''
  for name in $names; do
    cd -- "$instances/$name" 2>/dev/null || continue
    if supervised || child_lives; then complain "$name" 'still runs'; else pending="$pending $name"; fi
  done
  cd -- "$instances" || return
  [ -z "$pending" ] || rm -rf -- $pending 2>/dev/null
  # Again where the keeper of the logs was writing just then.
  for name in $pending; do
    [ -e "$name" ] || continue
    tries=5
    until rm -rf -- "$name" 2>/dev/null || [ $tries = 0 ]; do tries=$((tries - 1)); nap 0.05; done
    [ ! -e "$name" ] || complain "$name" 'cannot be removed'
  done
  set +f
  set -- *
  set -f
  [ -e "$1" ] || end_keeper
}

# To the directory of another owner, by one rename each: what runs there works on, for it is where it was.
move_all() {
  moved=no
  mkdir -p -- "$to" && cd -- "$instances" || exit 1
  for name in $names; do
    if mv -f -- "$name" "$to/" 2>/dev/null; then moved=yes; else complain "$name" 'cannot be moved'; fi
  done
  set +f
  set -- *
  set -f
  [ -e "$1" ] || end_keeper
  # Nobody else would bound their logs until the next start.
  [ $moved = no ] || { instances=$to names=''; detached start; }
}

# Takes the mark off: the first and the last two lines.
unmark() {
  cd -- "$instances/$1" && sed -e 1d service | sed '$d' | sed '$d' >service.new && mv -f service.new service || failed=1
}
