# Supervision of one instance.

# In a subshell of its own, in the directory of the instance, until the service is stopped, completed or failed.
supervise() {
  exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
  child='' waiter='' stopping=no woken=no stop_deadline=0
  trap '' HUP
  trap 'woken=yes stopping=yes; end_child' TERM
  take_lock || exit 0
  read_head || exit 1
  restarts=0 failures=0 starts=''
  if child_lives; then
    # Its supervisor died. It goes on, but its exit status will be nobody's.
    restarts=$r_restarts child=$r_child
    r_supervisor=$my_pid r_supervisor_start=$my_start
    write_record supervisor
    while [ $stopping = no ] && alive "$child" "$r_child_start" "$boot_id"; do pause 1; done
    status=unknown
    settle
  fi
  while :; do
    r_supervisor=$my_pid r_supervisor_start=$my_start r_boot=$boot_id r_state=running r_result=- r_exit=- r_restarts=$restarts
    clock
    r_started=$now starts="$starts $now"
    # A stop that came before there was anything to stop.
    [ $stopping = no ] || settle
    (become command) >>output.log 2>&1 &
    child=$!
    [ $stopping = no ] || end_child
    await
    settle
  done
}

# A trapped signal ends `wait` but not the child: wait again, and 127 then means that its status was given already.
await() {
  status=-
  while :; do
    woken=no
    wait "$child"
    a_status=$?
    [ $woken = yes ] || break
    status=$a_status
  done
  [ "$a_status" = 127 ] && [ "$status" != - ] || status=$a_status
}

end_child() {
  [ -z "$waiter" ] || kill "$waiter" 2>/dev/null
  read_head || :
  clock
  stop_deadline=$((now + stop_timeout))
  [ -z "$child" ] || signal_group "$stop_signal" "$child"
}

pause() {
  sleep "$1" 2>/dev/null &
  waiter=$!
  wait "$waiter"
  kill "$waiter" 2>/dev/null
  waiter=''
}

# The program has ended. What is left of its group goes too; then either this supervisor ends or the next start is due.
settle() {
  read_head || :
  [ -z "$child" ] || clear_group "$child"
  child='' r_child=0 r_child_start=- r_exit=$status r_spec=$spec r_reload=$reload_hash r_release=$release
  [ $stopping = no ] || finish stopped
  if [ "$status" = 0 ]; then
    [ "$policy" = always ] || finish completed
  else
    r_result=exit-code
    [ "$status" = unknown ] && r_exit=- r_result=unknown
    # As a shell says it: 128 and the signal's number, of which there are 64.
    [ "$r_exit" = - ] || [ "$status" -le 128 ] || [ "$status" -gt 192 ] || r_result=signal
    [ "$policy" != no ] || finish failed
  fi
  clock
  # Long enough up to be a new beginning.
  s_calm=$window
  [ "$s_calm" -gt 0 ] || s_calm=$max_delay
  [ $((now - r_started)) -le "$s_calm" ] || failures=0 starts=''
  too_many_starts && r_result=start-limit-hit && finish failed
  s_delay=$delay s_step=0
  while [ $s_step -lt $failures ] && [ "$s_delay" -lt "$max_delay" ]; do s_delay=$((s_delay * 2)) s_step=$((s_step + 1)); done
  [ "$s_delay" -le "$max_delay" ] || s_delay=$max_delay
  failures=$((failures + 1)) restarts=$((restarts + 1))
  r_state=waiting r_restarts=$restarts
  write_record supervisor
  s_fraction=$((s_delay % 1000 + 1000))
  [ $stopping = yes ] || [ "$s_delay" = 0 ] || pause $((s_delay / 1000)).${s_fraction#1}
  [ $stopping = no ] || finish stopped
}

# Keeps of `starts` only those within the window.
too_many_starts() {
  [ "$burst" -gt 0 ] || return 1
  s_kept='' s_count=0
  for s_start in $starts; do
    [ $((now - s_start)) -gt "$window" ] || s_kept="$s_kept $s_start" s_count=$((s_count + 1))
  done
  starts=$s_kept
  [ $s_count -ge "$burst" ]
}

# `pause` gives the trap a chance: a second TERM moves nothing.
clear_group() {
  group_lives "$1" || return
  if [ $stopping = no ]; then
    clock
    stop_deadline=$((now + stop_timeout))
    signal_group "$stop_signal" "$1"
  fi
  while group_lives "$1"; do
    clock
    [ "$now" -lt "$stop_deadline" ] || kill -KILL "-$1" 2>/dev/null
    nap 0.05
  done
}

finish() {
  r_state=$1
  write_record supervisor
  : >pid
  exit 0
}
