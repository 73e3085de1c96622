# Entry.

# In a session and a clean environment of its own, so the end of whoever called ends nothing. The directories travel on
# stdin: `ps` stays readable.
detached() {
  d_verb=$1
  shift
  path_of setsid
  printf '%s\n' "$@" | env -i PATH="$PATH" $found sh "$me" "$d_verb-here" || failed=1
}

main() {
  failed=0
  verb=$1
  shift
  read_boot_id
  case $verb in
  start | reload) detached "$verb" "$@" ;;
  restart) stop_all "$@"; detached start "$@" ;;
  start-here | reload-here)
    set --
    while IFS= read -r d; do set -- "$@" "$d"; done
    if [ "$verb" = start-here ]; then start_here "$@"; else reload_here "$@"; fi
    ;;
  stop) stop_all "$@" ;;
  remove) remove_all "$@" ;;
  unmark) for d; do unmark "$d"; done ;;
  boot) boot "$1" ;;
  sync-boot) sync_boot "$1" ;;
  *) exit 64 ;;
  esac
  exit $failed
}

main "$@"
