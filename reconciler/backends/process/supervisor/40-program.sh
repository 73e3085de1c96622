# How a supervisor becomes the program.

# In a subshell of its own: becomes the program ($1 `command`) or its reload command (`reload-command`) with exactly the
# desired argv and environment. Secrets go from their file into this shell's variables, so no argv ever holds one.
become() {
  b_words=$1 b_directory='' b_umask=022 b_user='' b_group='' b_files='' b_processes='' b_secrets='' b_home=no
  set --
  exec <service
  while read_entry; do
    case $provctl_key in
    spec) r_spec=$provctl_value ;;
    reload-hash) r_reload=$provctl_value ;;
    release) r_release=$provctl_value ;;
    logs) [ "$b_words" = command ] && printf '%s\n' "$provctl_value" >limits ;;
    cwd) b_directory=$provctl_value ;;
    umask) b_umask=$provctl_value ;;
    user) b_user=$provctl_value ;;
    group) b_group=$provctl_value ;;
    open-files) b_files=$provctl_value ;;
    processes) b_processes=$provctl_value ;;
    secrets) b_secrets=$provctl_value ;;
    home-of-user) b_home=yes ;;
    "$b_words") set -- "$@" "$provctl_value" ;;
    environment) break ;;
    esac
  done
  [ "$b_words" = command ] && announce
  if [ -n "$b_secrets" ]; then
    [ -r "$b_secrets" ] || give_up 201 'its secrets cannot be read'
  fi
  [ -z "$b_files" ] || ulimit -n "$b_files" || give_up 202 "open files cannot be limited to $b_files"
  # dash says -p for what the others call -u.
  [ -z "$b_processes" ] || ulimit -u "$b_processes" 2>/dev/null || ulimit -p "$b_processes" ||
    give_up 202 "processes cannot be limited to $b_processes"
  umask "$b_umask"
  [ -z "$b_directory" ] || cd -- "$b_directory" || give_up 200 "cannot enter $b_directory"
  [ -z "$setsid" ] || set -- "$setsid" "$@"
  [ -z "$b_user$b_group" ] || switch_user
  [ -z "$b_user$b_group" ] || eval "set -- $switch \"\$@\""
  provctl_home=''
  [ $b_home = no ] || eval "provctl_home=~$b_user"
  become_with_environment "$@"
}

# From here on the shell's variables are the service's own.
become_with_environment() {
  provctl_env=$env_tool provctl_reset=$reset provctl_perl=$perl provctl_unset=$shell_exports provctl_home_value=$provctl_home
  unset PATH HOME PWD OLDPWD SHLVL LOGNAME _ 2>/dev/null
  [ -z "$provctl_home_value" ] || export "HOME=$provctl_home_value"
  provctl_secrets=$b_secrets provctl_arguments=no
  while :; do
    while read_entry; do
      case $provctl_key in
      end-of-environment) break ;;
      # A name that some shell gives a meaning of its own; never a secret.
      env-argument) set -- "$provctl_value" "$@"; provctl_arguments=yes ;;
      *) export "$provctl_key=$provctl_value" ;;
      esac
    done
    [ -n "$provctl_secrets" ] || break
    exec <"$provctl_secrets"
    provctl_secrets=''
  done
  [ $provctl_unset = no ] || set -- -u _ -u SHLVL "$@"
  if [ "$provctl_reset" = env ]; then set -- "$provctl_env" --default-signal "$@"
  elif [ $provctl_unset$provctl_arguments != nono ]; then set -- "$provctl_env" "$@"
  fi
  [ "$provctl_reset" != perl ] || set -- "$provctl_perl" -e '$SIG{$_}="DEFAULT" for qw(HUP INT QUIT PIPE);exec{$ARGV[0]}@ARGV;exit 127' "$@"
  exec </dev/null
  exec "$@"
}

# The program writes its own record before it is the program: whatever runs has been recorded.
announce() {
  look_at self
  r_child=$p_pid r_child_start=$p_start r_invocation=$p_pid.$p_start.$boot_id
  printf '%s\n' "$p_pid" >pid
  write_record program
}

give_up() {
  printf 'provctl: %s\n' "$2" >&2
  exit "$1"
}

# Sets `switch` to the words, quoted for eval, that run a program as the desired user and group.
switch_user() {
  if path_of setpriv; then
    [ -n "$b_group" ] || b_group=$(id -g -- "$b_user") || give_up 217 "there is no user $b_user"
    switch="$found --regid=\"\$b_group\" --clear-groups"
    [ -z "$b_user" ] || switch="$found --reuid=\"\$b_user\" --regid=\"\$b_group\" --init-groups"
  elif path_of su-exec || path_of gosu; then
    switch="$found \"\$b_user\${b_group:+:\$b_group}\""
  else
    give_up 217 'changing the user needs setpriv, su-exec or gosu'
  fi
}
