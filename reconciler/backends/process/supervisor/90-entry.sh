# Entry.

# In a session and a clean environment of its own, so the end of whoever called ends nothing. The names travel on stdin:
# `ps` stays readable.
detached() {
  path_of setsid
  printf '%s\n' $names | env -i PATH="$PATH" $found sh "$me" "$1-here" "$instances" || failed=1
}

main() {
  failed=0
  verb=$1
  shift
  read_boot_id
  case $verb in
  boot) boot "$1" ;;
  sync-boot) sync_boot "$1" ;;
  start-here | reload-here)
    instances=$1 names=''
    while read -r name; do names="$names $name"; done
    if [ "$verb" = start-here ]; then start_here; else reload_here; fi
    ;;
  move)
    to=$1
    shift
    names_of "$@" && [ -n "$names" ] && move_all
    ;;
  *) names_of "$@" && each_of "$verb" ;;
  esac
  exit $failed
}

each_of() {
  [ -n "$names" ] || return
  case $1 in
  start | reload) detached "$1" ;;
  restart) stop_all && detached start ;;
  stop) stop_all ;;
  remove) remove_all ;;
  unmark) for name in $names; do unmark "$name"; done ;;
  *) exit 64 ;;
  esac
}

main "$@"
