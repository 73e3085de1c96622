# Start of the machine.

# `%` is a newline to cron (crontab(5)).
quote_for_cron() {
  quoted=\'$(printf '%s\n' "$1" | sed "s/'/'\\\\''/g; s/%/\\\\%/g")\'
}

# One line in the crontab while some instance wants to be started with the machine, none otherwise.
sync_boot() {
  quote_for_cron "$1"
  c_end="boot $quoted # provctl"
  c_others=$(crontab -l 2>/dev/null | grep -vF -- "$c_end")
  c_all=$c_others
  if (set +f && grep -qs '^boot yes$' "$1"/instances/*/service); then
    quote_for_cron "$me"
    c_all="$c_others${c_others:+$newline}@reboot sh $quoted $c_end"
  fi
  printf '%s\n' "$c_all" | crontab - || failed=1
  if [ "$c_all" = "$c_others" ]; then rm -f "$1/instances/.boot"; else : >"$1/instances/.boot"; fi
}

boot() {
  cd -- "$1/instances" || exit 1
  set +f
  set -- */service
  set -f
  b_here=$PWD
  for d in "$@"; do
    shift
    cd -- "$b_here/${d%/service}" 2>/dev/null && read_head && [ "$boot" = yes ] || continue
    { read -r b_wanted <wanted; } 2>/dev/null && [ "$b_wanted" = down ] && continue
    set -- "$@" "$PWD"
  done
  [ $# -eq 0 ] || detached start "$@"
}
