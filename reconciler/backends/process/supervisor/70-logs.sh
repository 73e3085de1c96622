# Log files.

# One process an owner bounds all its log files; it ends with the last supervisor.
start_keeper() {
  [ -d "$instances/.keeper" ] || mkdir -- "$instances/.keeper" 2>/dev/null
  cd -- "$instances/.keeper" 2>/dev/null || return
  supervised && return
  (keep_logs) </dev/null >/dev/null 2>&1 &
}

end_keeper() {
  cd "$instances/.keeper" 2>/dev/null || return
  if supervised; then
    kill -s TERM "$l_pid"
    while alive "$l_pid" "$l_start" "$boot_id"; do nap 0.02; done
  fi
  cd / && rm -rf -- "$instances"
}

keep_logs() {
  take_lock || exit 0
  trap '' HUP
  trap 'kill "$waiter" 2>/dev/null; exit 0' TERM
  cd ..
  while :; do
    pause "${keeper_seconds:-5}"
    rotate_logs
    something_runs || exit 0
  done
}

something_runs() {
  set +f
  set -- */record
  set -f
  for k_record; do
    (cd "${k_record%/*}" 2>/dev/null && supervised) && return 0
  done
  return 1
}

# `find` picks the few that are large at all. `limits` is what the running program was started with.
rotate_logs() {
  find . -name output.log -type f -size +7 -exec wc -c {} + 2>/dev/null | while read -r k_size k_path; do
    case $k_path in */output.log) ;; *) continue ;; esac
    { read -r k_limit k_keep <"${k_path%/*}/limits"; } 2>/dev/null || continue
    [ "$k_size" -le "$k_limit" ] || rotate "$k_path" "$k_keep"
  done
}

# Copied and emptied: the program keeps its descriptor, which appends.
rotate() {
  k_number=$2
  while [ "$k_number" -gt 1 ]; do
    [ ! -e "$1.$((k_number - 1))" ] || mv -f "$1.$((k_number - 1))" "$1.$k_number"
    k_number=$((k_number - 1))
  done
  [ "$2" -lt 1 ] || cp "$1" "$1.1"
  : >"$1"
}
