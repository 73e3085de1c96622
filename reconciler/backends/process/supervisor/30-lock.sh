# One supervisor an instance.

newest_lock() {
  newest=0
  set +f
  for l_file in lock.*; do
    l_number=${l_file#lock.}
    case $l_number in '' | *[!0-9]*) continue ;; esac
    [ "$l_number" -gt "$newest" ] && newest=$l_number
  done
  set -f
}

read_lock() {
  l_pid='' l_start='' l_boot=''
  { read -r l_pid l_start l_boot <"lock.$1"; } 2>/dev/null
  [ -n "$l_boot" ]
}

# Is there a supervisor? Sets l_pid and l_start to it.
supervised() {
  newest_lock
  [ "$newest" -gt 0 ] && read_lock "$newest" && alive "$l_pid" "$l_start" "$l_boot"
}

# Exclusive creation of the next number, then a look around: only the highest number holds, and only when every lower one
# is provably dead. The highest is never removed, so no number is given twice; of two that start at once both may step
# back, but never do both go on.
take_lock() {
  look_at self || return 1
  my_pid=$p_pid my_start=$p_start
  newest_lock
  if [ "$newest" -gt 0 ]; then
    # Empty: its holder is between two system calls, or was killed there.
    read_lock "$newest" || { nap 1; read_lock "$newest"; }
    [ -n "$l_boot" ] && alive "$l_pid" "$l_start" "$l_boot" && return 1
  fi
  my_lock=$((newest + 1))
  set -C
  { printf '%s %s %s\n' "$my_pid" "$my_start" "$boot_id" >"lock.$my_lock"; } 2>/dev/null || { set +C; return 1; }
  set +C
  newest_lock
  [ "$newest" = "$my_lock" ] && read_lock "$my_lock" && [ "$l_pid $l_start" = "$my_pid $my_start" ] || return 1
  [ "$my_lock" = 1 ] && return 0
  set +f
  set -- lock.*
  set -f
  for t_file; do
    [ "$t_file" = "lock.$my_lock" ] && continue
    if read_lock "${t_file#lock.}" && alive "$l_pid" "$l_start" "$l_boot"; then
      printf '0 0 none\n' >"lock.$my_lock"
      return 1
    fi
    rm -f "$t_file"
  done
}
