# Start of the machine.

# `%` is a newline to cron (crontab(5)).
quote_for_cron() {
  quoted=\'$(printf '%s\n' "$1" | sed "s/'/'\\\\''/g; s/%/\\\\%/g")\'
}

# One line in the crontab while some instance wants to be started with the machine, none otherwise.
sync_boot() {
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
