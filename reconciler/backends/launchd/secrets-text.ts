/**
 * What launchd starts where there are secrets: it reads them from the release's file (counted-lines.ts) and becomes the
 * program. So they are in no property list, which everybody may read, and in nobody's argv.
 */
export const secretsText = String.raw`provctl_file=$1
shift
provctl_newline='
'
while IFS= read -r provctl_line; do
  provctl_key=\${provctl_line%% *} provctl_value=\${provctl_line#* }
  case $provctl_key in
  *:*)
    provctl_count=\${provctl_key#*:} provctl_key=\${provctl_key%%:*}
    while [ "$provctl_count" -gt 1 ]; do
      IFS= read -r provctl_line || exit 78
      provctl_value=$provctl_value$provctl_newline$provctl_line
      provctl_count=$((provctl_count - 1))
    done
    ;;
  esac
  export "$provctl_key=$provctl_value"
done <"$provctl_file" || exit 78
exec "$@"
`.replaceAll('\\${', '${');
