# Start of the machine.

# `%` is a newline to cron (crontab(5)).
quote_for_cron() {
  quoted=\'$(printf '%s\n' "$1" | sed "s/'/'\\\\''/g; s/%/\\\\%/g")\'
}

# One line in the crontab while some instance of owner directory $1 wants to be started with the machine, none otherwise.
sync_boot() {
  quote_for_cron "$1"
  c_end="boot $quoted # provctl"
  c_others=$(crontab -l 2>/dev/null | grep -vF -- "$c_end")
  c_all=$c_others
  if (set +f && grep -qs '^boot yes$' "$1"/instances/*/service); then
    quote_for_cron "$me"
    c_all="$c_others${c_others:+$newline}@reboot sh $quoted $c_end"
  fi
  if [ -n "$c_all" ]; then
    printf '%s\n' "$c_all" | crontab - || failed=1
  else
    crontab -r 2>/dev/null
  fi
  if [ "$c_all" = "$c_others" ]; then rm -f "$1/instances/.boot"; else printf '%s\n' "$c_end" >"$1/instances/.boot"; fi
}

# Starts, as the machine does, all instances of owner directory $1 that want it and were not stopped on purpose.
boot() {
  instances=$1/instances names=''
  cd -- "$instances" || exit 1
  set +f
  set -- */service
  set -f
  for file; do
    cd -- "$instances/${file%/service}" 2>/dev/null && read_head && [ "$boot" = yes ] || continue
    { read -r wanted <wanted; } 2>/dev/null && [ "$wanted" = down ] && continue
    names="$names ${file%/service}"
  done
  [ -z "$names" ] || detached start
}
