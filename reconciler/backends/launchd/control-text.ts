/** Sets `domain` from `$1`: `system`, or a user id (see scopeArgument). */
export const domainText = `if [ "$1" = system ]; then domain=system
elif launchctl print "gui/$1" >/dev/null 2>&1; then domain=gui/$1
else domain=user/$1; fi
`;

/**
 * Everything that is done to jobs: scope, verb, property-list directory, labels. launchd's races are met here:
 * bootout only begins the end (36 while it lasts, 3 or 113 when it is gone), and a bootstrap that comes too early, or
 * finds the job loaded, says 5 or 37.
 */
export const controlText = `LC_ALL=C
export LC_ALL
${domainText}verb=$2 directory=$3
shift 3
status=0
loaded() { launchctl print "$domain/$1" >/dev/null 2>&1; }
begin_end() {
  launchctl bootout "$domain/$1" 2>/dev/null
  case $? in 0 | 3 | 36 | 113) return 0 ;; *) return 1 ;; esac
}
gone() {
  waited=0
  while loaded "$1"; do
    sleep 0.2
    waited=$((waited + 1))
    [ $((waited % 5)) != 0 ] || begin_end "$1"
  done
}
load() {
  launchctl enable "$domain/$1" || return 1
  tries=0
  until launchctl bootstrap "$domain" "$directory/$1.plist" 2>/dev/null; do
    loaded "$1" && return 0
    tries=$((tries + 1))
    [ $tries -lt 50 ] || return 1
    sleep 0.2
  done
}
case $verb in
replace | stop)
  for label do begin_end "$label" || status=1; done
  for label do gone "$label"; done
  ;;
esac
for label do
  case $verb in
  replace) load "$label" ;;
  load) loaded "$label" || load "$label" ;;
  start) if loaded "$label"; then launchctl kickstart "$domain/$label"; else load "$label"; fi ;;
  restart) if loaded "$label"; then launchctl kickstart -k "$domain/$label"; else load "$label"; fi ;;
  enable | disable) launchctl "$verb" "$domain/$label" ;;
  kill-*) launchctl kill "\${verb#kill-}" "$domain/$label" ;;
  esac || status=1
done
exit $status
`;

/** `file max keep`: copied and emptied, because launchd keeps the file open. */
export const rotateText = `file=$1 max=$2 keep=$3
[ -f "$file" ] || exit 0
size=$(wc -c <"$file") || exit 0
[ "$size" -gt "$max" ] || exit 0
while [ "$keep" -gt 1 ]; do
  [ ! -f "$file.$((keep - 1))" ] || mv -f "$file.$((keep - 1))" "$file.$keep"
  keep=$((keep - 1))
done
[ "$keep" = 0 ] || cp "$file" "$file.1"
: >"$file"
`;

/** Takes our three comments off a property list. */
export const forgetText = `file=$1
cp -p "$file" "$file.provctl-tmp" &&
  sed -e '1,4{' -e '/^<!-- Managed by provctl/d' -e '/^<!-- provctl: /d' -e '/^<!-- provctl-definition: /d' -e '}' "$file" >"$file.provctl-tmp" &&
  mv -f "$file.provctl-tmp" "$file"
`;
