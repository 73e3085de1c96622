# Files of one instance. All of these work in its directory.

# One `KEY VALUE`, or `KEY:LINES VALUE` over several lines. A variable of the service must not meet one
# of ours while they are exported, hence the long names.
read_entry() {
  IFS= read -r provctl_value || return 1
  provctl_key=${provctl_value%% *} provctl_value=${provctl_value#* }
  case $provctl_key in
  *:*)
    provctl_more=${provctl_key#*:} provctl_key=${provctl_key%%:*}
    while [ "$provctl_more" -gt 1 ]; do
      IFS= read -r provctl_line || return 1
      provctl_value=$provctl_value$newline$provctl_line provctl_more=$((provctl_more - 1))
    done
    ;;
  esac
}

# The part of `service` that steers.
read_head() {
  spec='' reload_hash='' release='' boot=no reload_signal='' reload_command=no
  policy=no delay=1000 max_delay=1000 burst=0 window=0 stop_signal=TERM stop_timeout=10000
  [ -r service ] || return 1
  while read_entry; do
    case $provctl_key in
    spec) spec=$provctl_value ;;
    reload-hash) reload_hash=$provctl_value ;;
    release) release=$provctl_value ;;
    boot) boot=$provctl_value ;;
    restart) set -- $provctl_value; policy=$1 delay=$2 max_delay=$3 burst=$4 window=$5 ;;
    stop) set -- $provctl_value; stop_signal=$1 stop_timeout=$2 ;;
    reload-signal) reload_signal=$provctl_value ;;
    reload-by-command) reload_command=yes ;;
    run) break ;;
    esac
  done <service
  [ -n "$spec" ]
}

read_record() {
  r_supervisor=0 r_child=0 r_boot='' r_supervisor_start='' r_child_start='' r_invocation=- r_state=none
  r_result=- r_exit=- r_restarts=0 r_started=0 r_spec=- r_reload=- r_release=-
  [ -r record ] || return 1
  {
    read -r r_supervisor r_child
    while read -r r_key r_value; do
      case $r_key in
      boot) r_boot=$r_value ;;
      supervisor) r_supervisor_start=$r_value ;;
      child) r_child_start=$r_value ;;
      invocation) r_invocation=$r_value ;;
      state) r_state=$r_value ;;
      restarts) r_restarts=$r_value ;;
      started) r_started=$r_value ;;
      spec) r_spec=$r_value ;;
      reload) r_reload=$r_value ;;
      release) r_release=$r_value ;;
      end) return 0 ;;
      esac
    done
  } <record
  return 1
}

# A first record needs no rename: until its `end` is there it counts for nothing, and nothing runs yet. $1: who writes.
write_record() {
  w_file=record
  [ -e record ] && w_file=record.$1
  printf '%s %s\nboot %s\nsupervisor %s\nchild %s\ninvocation %s\nstate %s\nresult %s\nexit %s\nrestarts %s\nstarted %s\nspec %s\nreload %s\nrelease %s\nend\n' \
    "$r_supervisor" "$r_child" "$r_boot" "$r_supervisor_start" "$r_child_start" "$r_invocation" "$r_state" \
    "$r_result" "$r_exit" "$r_restarts" "$r_started" "$r_spec" "$r_reload" "$r_release" >$w_file
  [ $w_file = record ] || mv -f $w_file record
}

# Does the program of the record live?
child_lives() {
  read_record && alive "$r_child" "$r_child_start" "$r_boot"
}
