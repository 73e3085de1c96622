# The supervisor of the process backend: POSIX sh for dash, bash, busybox ash, zsh and macOS sh.
#
#   start|stop|restart|reload|remove|unmark DIR…   move INSTANCES_DIRECTORY DIR…   boot|sync-boot OWNER_DIRECTORY
#
# DIR is one instance: `service` (what is desired; a marked file that is read line by line and never executed), `record`
# (what runs), `lock.N` (who supervises it), `wanted`, `pid`, `limits`, `reloaded`, `output.log`. Who a process is: boot
# id, pid and start time; a pid alone never. Builtins wherever they can: a fork costs more than the rest of a start.

set -f
umask 077
LC_ALL=C
proc=/proc
me=$0
boot_id=''
newline='
'
IFS=" 	$newline"
