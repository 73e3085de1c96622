// Generated from reconciler/backends/process/supervisor/*.sh by scripts/generate.ts; change that file instead.
export const supervisor = `set -f
umask 077
LC_ALL=C
proc=/proc
me=$0
boot_id=''
newline='
'
IFS=" 	$newline"
read_boot_id() {
{ IFS= read -r boot_id <$proc/sys/kernel/random/boot_id; } 2>/dev/null ||
boot_id=$(sysctl -n kern.bootsessionuuid 2>/dev/null) || boot_id=unknown
}
clock() {
if { read -r now c_rest <$proc/uptime; } 2>/dev/null; then
now=\${now%.*}\${now#*.}0
while case $now in 0?*) ;; *) false ;; esac do now=\${now#0}; done
else
now=$(date +%s)000
fi
}
look_at() {
p_line=''
if [ -r $proc/self/stat ]; then
{ while IFS= read -r p_part; do p_line="$p_line$p_part "; done <$proc/"$1"/stat; } 2>/dev/null
[ -n "$p_line" ] || return 1
p_pid=\${p_line%% *}
set -- \${p_line##*) }
p_state=$1 p_group=$3 p_start=\${20}
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
alive() {
[ "$3" = "$boot_id" ] && [ "$1" -gt 0 ] && kill -0 "$1" 2>/dev/null && look_at "$1" && [ "$p_start" = "$2" ] || return 1
case $p_state in Z* | X*) return 1 ;; esac
}
group_lives() {
kill -0 "-$1" 2>/dev/null || return 1
if [ -r $proc/self/stat ]; then
g_states=$(set +f && cat $proc/[0-9]*/stat 2>/dev/null | sed -n "s/^.*) \\([A-Za-z]\\) [0-9]* $1 .*/\\1/p")
else
g_states=$(ps -A -o pgid= -o state= | sed -n "s/^ *$1 \\(.\\).*/\\1/p")
fi
case $g_states in *[!ZX"$newline"]*) return 0 ;; esac
return 1
}
signal_group() {
kill -"$1" "-$2" 2>/dev/null || kill -"$1" "$2" 2>/dev/null
}
nap() { sleep "$1" 2>/dev/null || sleep 1; }
path_of() {
found=$(command -v "$1") && case $found in /*) return 0 ;; esac
found=''
}
read_entry() {
IFS= read -r provctl_value || return 1
provctl_key=\${provctl_value%% *} provctl_value=\${provctl_value#* }
case $provctl_key in
*:*)
provctl_more=\${provctl_key#*:} provctl_key=\${provctl_key%%:*}
while [ "$provctl_more" -gt 1 ]; do
IFS= read -r provctl_line || return 1
provctl_value=$provctl_value$newline$provctl_line provctl_more=$((provctl_more - 1))
done
;;
esac
}
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
write_record() {
w_file=record
[ -e record ] && w_file=record.$1
printf '%s %s\\nboot %s\\nsupervisor %s\\nchild %s\\ninvocation %s\\nstate %s\\nresult %s\\nexit %s\\nrestarts %s\\nstarted %s\\nspec %s\\nreload %s\\nrelease %s\\nend\\n' \\
"$r_supervisor" "$r_child" "$r_boot" "$r_supervisor_start" "$r_child_start" "$r_invocation" "$r_state" \\
"$r_result" "$r_exit" "$r_restarts" "$r_started" "$r_spec" "$r_reload" "$r_release" >$w_file
[ $w_file = record ] || mv -f $w_file record
}
child_lives() {
read_record && alive "$r_child" "$r_child_start" "$r_boot"
}
newest_lock() {
newest=0
set +f
for l_file in lock.*; do
l_number=\${l_file#lock.}
case $l_number in '' | *[!0-9]*) continue ;; esac
[ "$l_number" -gt "$newest" ] && newest=$l_number
done
set -f
}
read_lock() {
l_pid='' l_start='' l_boot=''
{ read -r l_pid l_start l_boot <"lock.$1"; } 2>/dev/null
[ -n "$l_boot" ]
}
supervised() {
newest_lock
[ "$newest" -gt 0 ] && read_lock "$newest" && alive "$l_pid" "$l_start" "$l_boot"
}
take_lock() {
look_at self || return 1
my_pid=$p_pid my_start=$p_start
newest_lock
if [ "$newest" -gt 0 ]; then
read_lock "$newest" || { nap 1; read_lock "$newest"; }
[ -n "$l_boot" ] && alive "$l_pid" "$l_start" "$l_boot" && return 1
fi
my_lock=$((newest + 1))
set -C
{ printf '%s %s %s\\n' "$my_pid" "$my_start" "$boot_id" >"lock.$my_lock"; } 2>/dev/null || { set +C; return 1; }
set +C
newest_lock
[ "$newest" = "$my_lock" ] && read_lock "$my_lock" && [ "$l_pid $l_start" = "$my_pid $my_start" ] || return 1
[ "$my_lock" = 1 ] && return 0
set +f
set -- lock.*
set -f
for t_file; do
[ "$t_file" = "lock.$my_lock" ] && continue
if read_lock "\${t_file#lock.}" && alive "$l_pid" "$l_start" "$l_boot"; then
printf '0 0 none\\n' >"lock.$my_lock"
return 1
fi
rm -f "$t_file"
done
}
become() {
b_words=$1 b_directory='' b_umask=022 b_user='' b_group='' b_files='' b_processes='' b_secrets='' b_home=no
set --
exec <service
while read_entry; do
case $provctl_key in
spec) r_spec=$provctl_value ;;
reload-hash) r_reload=$provctl_value ;;
release) r_release=$provctl_value ;;
logs) [ "$b_words" = command ] && printf '%s\\n' "$provctl_value" >limits ;;
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
[ -z "$b_processes" ] || ulimit -u "$b_processes" 2>/dev/null || ulimit -p "$b_processes" ||
give_up 202 "processes cannot be limited to $b_processes"
umask "$b_umask"
[ -z "$b_directory" ] || cd -- "$b_directory" || give_up 200 "cannot enter $b_directory"
[ -z "$setsid" ] || set -- "$setsid" "$@"
[ -z "$b_user$b_group" ] || switch_user
[ -z "$b_user$b_group" ] || eval "set -- $switch \\"\\$@\\""
provctl_home=''
[ $b_home = no ] || eval "provctl_home=~$b_user"
become_with_environment "$@"
}
become_with_environment() {
provctl_env=$env_tool provctl_reset=$reset provctl_perl=$perl provctl_unset=$shell_exports provctl_home_value=$provctl_home
unset PATH HOME PWD OLDPWD SHLVL LOGNAME _ 2>/dev/null
[ -z "$provctl_home_value" ] || export "HOME=$provctl_home_value"
provctl_secrets=$b_secrets provctl_arguments=no
while :; do
while read_entry; do
case $provctl_key in
end-of-environment) break ;;
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
announce() {
look_at self
r_child=$p_pid r_child_start=$p_start r_invocation=$p_pid.$p_start.$boot_id
printf '%s\\n' "$p_pid" >pid
write_record program
}
give_up() {
printf 'provctl: %s\\n' "$2" >&2
exit "$1"
}
switch_user() {
if path_of setpriv; then
[ -n "$b_group" ] || b_group=$(id -g -- "$b_user") || give_up 217 "there is no user $b_user"
switch="$found --regid=\\"\\$b_group\\" --clear-groups"
[ -z "$b_user" ] || switch="$found --reuid=\\"\\$b_user\\" --regid=\\"\\$b_group\\" --init-groups"
elif path_of su-exec || path_of gosu; then
switch="$found \\"\\$b_user\\\${b_group:+:\\$b_group}\\""
else
give_up 217 'changing the user needs setpriv, su-exec or gosu'
fi
}
supervise() {
exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
child='' waiter='' stopping=no woken=no stop_deadline=0
trap '' HUP
trap 'woken=yes stopping=yes; end_child' TERM
take_lock || exit 0
read_head || exit 1
restarts=0 failures=0 starts=''
if child_lives; then
restarts=$r_restarts child=$r_child
r_supervisor=$my_pid r_supervisor_start=$my_start
write_record supervisor
while [ $stopping = no ] && alive "$child" "$r_child_start" "$boot_id"; do pause 1; done
status=unknown
settle
fi
while :; do
r_supervisor=$my_pid r_supervisor_start=$my_start r_boot=$boot_id r_state=running r_result=- r_exit=- r_restarts=$restarts
clock
r_started=$now starts="$starts $now"
[ $stopping = no ] || settle
(become command) >>output.log 2>&1 &
child=$!
[ $stopping = no ] || end_child
await
settle
done
}
await() {
status=-
while :; do
woken=no
wait "$child"
a_status=$?
[ $woken = yes ] || break
status=$a_status
done
[ "$a_status" = 127 ] && [ "$status" != - ] || status=$a_status
}
end_child() {
[ -z "$waiter" ] || kill "$waiter" 2>/dev/null
read_head || :
clock
stop_deadline=$((now + stop_timeout))
[ -z "$child" ] || signal_group "$stop_signal" "$child"
}
pause() {
sleep "$1" 2>/dev/null &
waiter=$!
wait "$waiter"
kill "$waiter" 2>/dev/null
waiter=''
}
settle() {
read_head || :
[ -z "$child" ] || clear_group "$child"
child='' r_child=0 r_child_start=- r_exit=$status r_spec=$spec r_reload=$reload_hash r_release=$release
[ $stopping = no ] || finish stopped
if [ "$status" = 0 ]; then
[ "$policy" = always ] || finish completed
else
r_result=exit-code
[ "$status" = unknown ] && r_exit=- r_result=unknown
[ "$r_exit" = - ] || [ "$status" -le 128 ] || [ "$status" -gt 192 ] || r_result=signal
[ "$policy" != no ] || finish failed
fi
clock
s_calm=$window
[ "$s_calm" -gt 0 ] || s_calm=$max_delay
[ $((now - r_started)) -le "$s_calm" ] || failures=0 starts=''
too_many_starts && r_result=start-limit-hit && finish failed
s_delay=$delay s_step=0
while [ $s_step -lt $failures ] && [ "$s_delay" -lt "$max_delay" ]; do s_delay=$((s_delay * 2)) s_step=$((s_step + 1)); done
[ "$s_delay" -le "$max_delay" ] || s_delay=$max_delay
failures=$((failures + 1)) restarts=$((restarts + 1))
r_state=waiting r_restarts=$restarts
write_record supervisor
s_fraction=$((s_delay % 1000 + 1000))
[ $stopping = yes ] || [ "$s_delay" = 0 ] || pause $((s_delay / 1000)).\${s_fraction#1}
[ $stopping = no ] || finish stopped
}
too_many_starts() {
[ "$burst" -gt 0 ] || return 1
s_kept='' s_count=0
for s_start in $starts; do
[ $((now - s_start)) -gt "$window" ] || s_kept="$s_kept $s_start" s_count=$((s_count + 1))
done
starts=$s_kept
[ $s_count -ge "$burst" ]
}
clear_group() {
group_lives "$1" || return
if [ $stopping = no ]; then
clock
stop_deadline=$((now + stop_timeout))
signal_group "$stop_signal" "$1"
fi
while group_lives "$1"; do
clock
[ "$now" -lt "$stop_deadline" ] || kill -KILL "-$1" 2>/dev/null
nap 0.05
done
}
finish() {
r_state=$1
write_record supervisor
: >pid
exit 0
}
names_of() {
names=''
instances=\${1%/*}
for d; do
case \${d##*/} in '' | .* | *[!A-Za-z0-9._@-]*) complain "$d" 'is no instance'; continue ;; esac
if [ "\${d%/*}" = "$instances" ]; then names="$names \${d##*/}"; else complain "$d" 'is no instance here'; fi
done
}
start_here() {
find_tools
pending=''
for name in $names; do
cd -- "$instances/$name" 2>/dev/null || { complain "$name" 'is not there'; continue; }
printf 'up\\n' >wanted
supervised && continue
(supervise) </dev/null >/dev/null 2>&1 &
pending="$pending $name:$!"
done
clock
start_deadline=$((now + 60000))
while [ -n "$pending" ]; do
left=''
for entry in $pending; do
name=\${entry%:*} s_pid=\${entry##*:}
has_record && continue
if kill -0 "$s_pid" 2>/dev/null; then left="$left $entry"; else has_record || complain "$name" 'did not start'; fi
done
pending=$left
[ -n "$pending" ] || break
clock
[ "$now" -lt $start_deadline ] || { complain "$pending" 'took too long'; break; }
if [ \${#pending} -gt 1000 ]; then nap 0.1; else nap 0.01; fi
done
start_keeper
}
has_record() {
{ read -r h_supervisor h_child <"$instances/$name/record"; } 2>/dev/null && [ "$h_supervisor" = "$s_pid" ]
}
complain() {
printf '%s: %s\\n' "$1" "$2" >&2
failed=1
}
find_tools() {
path_of env && env_tool=$found
reset=none perl='' setsid='' shell_exports=no
if env --default-signal true 2>/dev/null; then reset=env
elif path_of perl; then reset=perl perl=$found
fi
if path_of setsid; then setsid=$found; else set -m 2>/dev/null; fi
[ -z "\${BASH_VERSION-}\${ZSH_VERSION-}" ] || shell_exports=yes
}
stop_all() {
pending=''
clock
for name in $names; do
cd -- "$instances/$name" 2>/dev/null || continue
printf 'down\\n' >wanted
read_head || :
if supervised; then
kill -s TERM "$l_pid" 2>/dev/null
pending="$pending $name:$l_pid:$l_start:$((now + stop_timeout))"
elif child_lives; then
signal_group "$stop_signal" "$r_child"
pending="$pending $name:$r_child:$r_child_start:$((now + stop_timeout))"
else
record_stopped
fi
done
while [ -n "$pending" ]; do
left=''
clock
for entry in $pending; do
name=\${entry%%:*} s_deadline=\${entry##*:} entry=\${entry#*:} s_pid=\${entry%%:*} s_start=\${entry#*:} s_start=\${s_start%:*}
cd -- "$instances/$name" 2>/dev/null || continue
still_there || { record_stopped; continue; }
if [ "$now" -ge "$s_deadline" ] && child_lives; then kill -KILL "-$r_child" || kill -KILL "$r_child"; fi 2>/dev/null
[ "$now" -lt $((s_deadline + 5000)) ] || kill -s KILL "$s_pid" 2>/dev/null
left="$left $name:$s_pid:$s_start:$s_deadline"
done
pending=$left
[ -z "$pending" ] || nap 0.02
done
}
still_there() {
alive "$s_pid" "$s_start" "$boot_id" && return
child_lives && return
[ "$r_child" = "$s_pid" ] && group_lives "$s_pid" || return 1
[ "$now" -lt "$s_deadline" ] || kill -KILL "-$s_pid" 2>/dev/null
}
record_stopped() {
[ -e record ] || return
read_record || :
[ "$r_state" = stopped ] && return
r_state=stopped r_child=0 r_child_start=- r_result=- r_exit=-
[ -n "$r_boot" ] || r_boot=$boot_id r_supervisor_start=-
write_record stop
: >pid
}
reload_here() {
find_tools
pending=''
for name in $names; do
(reload_one "$instances/$name") </dev/null &
pending="$pending $!"
done
for s_pid in $pending; do wait "$s_pid" || failed=1; done
}
reload_one() {
cd -- "$1" && read_head && child_lives || { complain "$1" 'does not run'; exit 1; }
if [ -n "$reload_signal" ]; then
kill -s "$reload_signal" "$r_child" || exit 1
elif [ $reload_command = yes ]; then
(become reload-command) >>output.log 2>&1 || { complain "$1" 'its reload command failed'; exit 1; }
fi
printf '%s %s\\n' "$r_invocation" "$reload_hash" >reloaded.new && mv -f reloaded.new reloaded
}
remove_all() {
stop_all
pending=''
for name in $names; do
cd -- "$instances/$name" 2>/dev/null || continue
if supervised || child_lives; then complain "$name" 'still runs'; else pending="$pending $name"; fi
done
cd -- "$instances" || return
[ -z "$pending" ] || rm -rf -- $pending 2>/dev/null
for name in $pending; do
[ -e "$name" ] || continue
tries=5
until rm -rf -- "$name" 2>/dev/null || [ $tries = 0 ]; do tries=$((tries - 1)); nap 0.05; done
[ ! -e "$name" ] || complain "$name" 'cannot be removed'
done
set +f
set -- *
set -f
[ -e "$1" ] || end_keeper
}
move_all() {
moved=no
mkdir -p -- "$to" && cd -- "$instances" || exit 1
for name in $names; do
if mv -f -- "$name" "$to/" 2>/dev/null; then moved=yes; else complain "$name" 'cannot be moved'; fi
done
set +f
set -- *
set -f
[ -e "$1" ] || end_keeper
[ $moved = no ] || { instances=$to names=''; detached start; }
}
unmark() {
cd -- "$instances/$1" && sed -e 1d service | sed '$d' | sed '$d' >service.new && mv -f service.new service || failed=1
}
start_keeper() {
[ -d "$instances/.keeper" ] || mkdir -- "$instances/.keeper" 2>/dev/null
cd -- "$instances/.keeper" 2>/dev/null || return
supervised && return
(keep_logs) </dev/null >/dev/null 2>&1 &
}
end_keeper() {
cd "$instances/.keeper" 2>/dev/null || return
if supervised; then
kill -s TERM "$l_pid"
while alive "$l_pid" "$l_start" "$boot_id"; do nap 0.02; done
fi
cd / && rm -rf -- "$instances"
}
keep_logs() {
take_lock || exit 0
trap '' HUP
trap 'kill "$waiter" 2>/dev/null; exit 0' TERM
cd ..
while :; do
pause "\${keeper_seconds:-5}"
rotate_logs
something_runs || exit 0
done
}
something_runs() {
set +f
set -- */record
set -f
for k_record; do
(cd "\${k_record%/*}" 2>/dev/null && supervised) && return 0
done
return 1
}
rotate_logs() {
find . -name output.log -type f -size +7 -exec wc -c {} + 2>/dev/null | while read -r k_size k_path; do
case $k_path in */output.log) ;; *) continue ;; esac
{ read -r k_limit k_keep <"\${k_path%/*}/limits"; } 2>/dev/null || continue
[ "$k_size" -le "$k_limit" ] || rotate "$k_path" "$k_keep"
done
}
rotate() {
k_number=$2
while [ "$k_number" -gt 1 ]; do
[ ! -e "$1.$((k_number - 1))" ] || mv -f "$1.$((k_number - 1))" "$1.$k_number"
k_number=$((k_number - 1))
done
[ "$2" -lt 1 ] || cp "$1" "$1.1"
: >"$1"
}
quote_for_cron() {
quoted=\\'$(printf '%s\\n' "$1" | sed "s/'/'\\\\\\\\''/g; s/%/\\\\\\\\%/g")\\'
}
sync_boot() {
quote_for_cron "$1"
c_end="boot $quoted # provctl"
c_others=$(crontab -l 2>/dev/null | grep -vF -- "$c_end")
c_all=$c_others
if (set +f && grep -qs '^boot yes$' "$1"/instances/*/service); then
quote_for_cron "$me"
c_all="$c_others\${c_others:+$newline}@reboot sh $quoted $c_end"
fi
if [ -n "$c_all" ]; then
printf '%s\\n' "$c_all" | crontab - || failed=1
else
crontab -r 2>/dev/null
fi
if [ "$c_all" = "$c_others" ]; then rm -f "$1/instances/.boot"; else printf '%s\\n' "$c_end" >"$1/instances/.boot"; fi
}
boot() {
instances=$1/instances names=''
cd -- "$instances" || exit 1
set +f
set -- */service
set -f
for file; do
cd -- "$instances/\${file%/service}" 2>/dev/null && read_head && [ "$boot" = yes ] || continue
{ read -r wanted <wanted; } 2>/dev/null && [ "$wanted" = down ] && continue
names="$names \${file%/service}"
done
[ -z "$names" ] || detached start
}
detached() {
path_of setsid
printf '%s\\n' $names | env -i PATH="$PATH" $found sh "$me" "$1-here" "$instances" || failed=1
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
`;
