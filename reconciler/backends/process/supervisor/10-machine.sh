# Facts of this machine: its clock, its processes.

read_boot_id() {
  { IFS= read -r boot_id <$proc/sys/kernel/random/boot_id; } 2>/dev/null ||
    boot_id=$(sysctl -n kern.bootsessionuuid 2>/dev/null) || boot_id=unknown
}

# Sets `now` to the machine's uptime in milliseconds; elsewhere to the wall clock, which only orders our own waits.
clock() {
  if { read -r now c_rest <$proc/uptime; } 2>/dev/null; then
    now=${now%.*}${now#*.}0
    while case $now in 0?*) ;; *) false ;; esac do now=${now#0}; done
  else
    now=$(date +%s)000
  fi
}

# Looks at process $1 (or `self`); sets p_pid, p_state, p_group, p_start. The name in stat may hold anything, also `)`.
look_at() {
  p_line=''
  if [ -r $proc/self/stat ]; then
    { while IFS= read -r p_part; do p_line="$p_line$p_part "; done <$proc/"$1"/stat; } 2>/dev/null
    [ -n "$p_line" ] || return 1
    p_pid=${p_line%% *}
    set -- ${p_line##*) }
    p_state=$1 p_group=$3 p_start=${20}
  else
    p_pid=$1
    [ "$1" = self ] && p_pid=$(exec sh -c 'echo "$PPID"')
    set -- $(ps -o state= -o pgid= -o lstart= -p "$p_pid" 2>/dev/null)
    [ $# -gt 2 ] || return 1
    p_state=$1 p_group=$2
    shift 2
    p_start=$(IFS=_ && echo "$*")
  fi
}

# Is $1 the process that started at $2 in boot $3? A zombie is not.
alive() {
  [ "$3" = "$boot_id" ] && [ "$1" -gt 0 ] && kill -0 "$1" 2>/dev/null && look_at "$1" && [ "$p_start" = "$2" ] || return 1
  case $p_state in Z* | X*) return 1 ;; esac
}

# `kill -SIGNAL -GROUP` is what all shells take: dash knows no `-0 --` and no `-s NAME -GROUP`, busybox no `--` at all.

# Has process group $1 a member that is not a zombie? Zombies stay where nobody reaps orphans, so they do not count.
group_lives() {
  kill -0 "-$1" 2>/dev/null || return 1
  if [ -r $proc/self/stat ]; then
    g_states=$(set +f && cat $proc/[0-9]*/stat 2>/dev/null | sed -n "s/^.*) \([A-Za-z]\) [0-9]* $1 .*/\1/p")
  else
    g_states=$(ps -A -o pgid= -o state= | sed -n "s/^ *$1 \(.\).*/\1/p")
  fi
  case $g_states in *[!ZX"$newline"]*) return 0 ;; esac
  return 1
}

# The group, or the process alone while it has not made its group yet.
signal_group() {
  kill -"$1" "-$2" 2>/dev/null || kill -"$1" "$2" 2>/dev/null
}

nap() { sleep "$1" 2>/dev/null || sleep 1; }

path_of() {
  found=$(command -v "$1") && case $found in /*) return 0 ;; esac
  found=''
}
