import { domainText } from './control-text.ts';

/**
 * What the machine is asked in one exec: scope, property-list directory, owner, asked labels. As with systemd, every
 * section is base64 or harmless names.
 */
export const observeText = `LC_ALL=C
export LC_ALL
${domainText}directory=$2 owner=$3
shift 3
newline='
'
IFS=$newline
asked="$newline$*$newline"
for file in $(grep -lsF -- "\\"owner\\":\\"$owner\\"" "$directory"/*.plist); do
  label=\${file#"$directory"/}
  label=\${label%.plist}
  case $label in *[!A-Za-z0-9._@-]*) continue ;; esac
  case $asked in *"$newline$label$newline"*) continue ;; esac
  asked="$asked$label$newline"
done
set -f
set -- $asked
files=
for label do
  file=$directory/$label.plist
  [ -f "$file" ] && [ -r "$file" ] && files="$files$file$newline"
done
echo '#domain'
echo "$domain"
echo '#disabled'
launchctl print-disabled "$domain" 2>/dev/null | base64
all=
for label do
  printed=$(launchctl print "$domain/$label" 2>/dev/null)
  echo "#print $? $label"
  printf '%s\\n' "$printed" | base64
  all=$all$newline$printed
done
echo '#paths'
printf '%s' "$files"
echo '#sizes'
set -- $files
if [ $# != 0 ]; then
  wc -c "$@" 2>/dev/null
  echo '#files'
  cat "$@" 2>/dev/null | base64
fi
set -- $(printf '%s\\n' "$all" | sed -n 's/^[[:space:]]pid = \\([1-9][0-9]*\\)$/\\1/p')
echo '#processes'
for pid do
  if [ -r "/proc/$pid/stat" ]; then cat "/proc/$pid/stat"
  elif [ ! -d /proc/self ]; then ps -o pid= -o lstart= -p "$pid"; fi
done 2>/dev/null | base64
echo '#end'
exit 0
`;
