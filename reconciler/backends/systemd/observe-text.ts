/**
 * What the machine is asked in one exec; the same text for every machine, data only as arguments (manager, unit
 * directory, owner, asked units). Every section is base64 or harmless names, so nothing that a unit, a process title or
 * a foreign file contains can look like another section. A handful of forks whatever the number of units.
 */
export const observeText = String.raw`LC_ALL=C
export LC_ALL
scope=$1 directory=$2 owner=$3
shift 3
if [ "$scope" = user ]; then
  XDG_RUNTIME_DIR=\${XDG_RUNTIME_DIR:-/run/user/$(id -u)}
  export XDG_RUNTIME_DIR
fi
manager() { if [ "$scope" = user ]; then systemctl --user "$@"; else systemctl "$@"; fi; }
newline='
'
IFS=$newline
asked="$newline$*$newline"

# Whatever else carries this owner's mark.
set -f
marked=$(set +f; grep -lsF -- "\"owner\":\"$owner\"" "$directory"/*.service "$directory"/*.service.d/50-provctl.conf)
for file in $marked; do
  unit=\${file#"$directory"/}
  unit=\${unit%/50-provctl.conf}
  unit=\${unit%.d}
  case $unit in *[!A-Za-z0-9:_.-]*) continue ;; esac
  case $asked in *"$newline$unit$newline"*) continue ;; esac
  asked="$asked$unit$newline"
done
set -- $asked
services=$*
files= drops= timers=
for unit in $services; do
  file=$directory/$unit
  [ -f "$file" ] && [ -r "$file" ] && files="$files$file$newline"
  timer=\${unit%.service}.timer
  if [ -f "$directory/$timer" ]; then
    timers="$timers$timer$newline"
    files="$files$directory/$timer$newline"
  fi
  [ -d "$file.d" ] || continue
  set +f
  for drop in "$file.d"/*.conf; do
    case $drop in *"$newline"*) continue ;; esac
    [ -f "$drop" ] || continue
    drops="$drops$drop$newline"
    [ -r "$drop" ] && files="$files$drop$newline"
  done
  set -f
done
set -- $services $timers
echo '#units'
[ $# = 0 ] || printf '%s\n' "$@"
echo '#drops'
printf '%s' "$drops"
echo '#show'
shown=
if [ $# != 0 ]; then
  shown=$(manager show --no-pager -p Id,LoadState,ActiveState,SubState,Result,Type,MainPID,ExecMainCode,ExecMainStatus,InvocationID,NRestarts,UnitFileState,FragmentPath,DropInPaths,NeedDaemonReload,LogExtraFields -- "$@") || echo '#failed'
  printf '%s\n' "$shown" | base64
fi

# A foreign unit of an asked name lies elsewhere.
for file in $(printf '%s\n' "$shown" | sed -n 's/^FragmentPath=//p'); do
  case $file in "$directory"/* | *[!A-Za-z0-9/:_.\\@-]*) continue ;; esac
  [ -f "$file" ] && [ -r "$file" ] && files="$files$file$newline"
done
echo '#paths'
printf '%s' "$files"
echo '#sizes'
set -- $files
if [ $# != 0 ]; then
  wc -c -- "$@" 2>/dev/null
  echo '#files'
  cat -- "$@" 2>/dev/null | base64
fi

echo '#stat'
stats= environs=
for pid in $(printf '%s\n' "$shown" | sed -n 's/^MainPID=\([1-9][0-9]*\)$/\1/p'); do
  stats="$stats/proc/$pid/stat$newline"
  environs="$environs/proc/$pid/environ$newline"
done
if [ -n "$stats" ]; then
  cat $stats 2>/dev/null | base64
  echo '#environ'
  grep -azHE '^(INVOCATION_ID=[0-9a-f]{32}|PROVCTL_SPEC=v1:[0-9a-f]{64}|PROVCTL_RELEASE=[0-9a-f]{16})$' $environs 2>/dev/null | base64
fi
echo '#started'
started=
[ "$scope" = user ] || for unit in $services; do
  [ -f "/run/systemd/units/log-extra-fields:$unit" ] && started="$started/run/systemd/units/log-extra-fields:$unit$newline"
done
[ -z "$started" ] || grep -aoHE 'PROVCTL_(SPEC=v1:[0-9a-f]{64}|RELEASE=[0-9a-f]{16})' $started /dev/null 2>/dev/null
echo '#end'
exit 0
`.replaceAll('\\${', '${');
