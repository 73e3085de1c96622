import type { Service } from '../generated/types.ts';
import type { Report } from '../report.ts';
import type { Resource } from '../validate/resource.ts';

/** Units of the system that must not be shadowed: a unit in /etc replaces the distribution's of the same name. */
const system: readonly RegExp[] = [
  /^(?:ssh|systemd|provctl|dbus|getty|serial-getty|console-getty|polkit|modprobe)(?:[-._]|d?$|d[-._])/,
  /^(?:cron|crond|cronie|anacron|atd|auditd|rsyslog|syslog|journald|logind|udev|udevd|init|rc|rc-local)$/,
  /^(?:networking|network|network-online|networkd|resolvconf|ifup|netplan|wpa_supplicant|firewalld|nftables)$/,
  /^(?:user|user-runtime-dir|session|machine|init|system|root)$/,
  /^(?:default|basic|sysinit|multi-user|graphical|rescue|emergency|shutdown|reboot|poweroff|halt|kexec|umount)$/,
  /^(?:local-fs|remote-fs|swap|sockets|timers|paths|slices|quotaon|fstrim|apt-daily|man-db|logrotate)$/,
  /^(?:com\.apple|org\.freedesktop)\./,
];

const unitSuffix = /\.(?:service|timer|socket|target|mount|automount|path|slice|scope|device|swap)$/;

/** Names that would hide a unit of the system, look like another kind of unit, or are both old and new. */
export function checkNames(
  services: readonly Resource<Service>[],
  names: ReadonlySet<string>,
  report: Report,
): void {
  const renamed = new Map<string, string>();
  for (const service of services) {
    const { name, document } = service;
    const at = ['metadata', 'name'];
    const suffix = unitSuffix.exec(name)?.[0];
    if (suffix !== undefined)
      report.error(
        'name-with-suffix',
        document.place(at),
        { name, suffix },
        { suggestion: name.slice(0, -suffix.length) },
      );
    else if (system.some((pattern) => pattern.test(name)))
      report.error('name-of-system', document.place(at), { name });
    for (const [index, old] of (service.value.spec.renamedFrom ?? []).entries()) {
      const place = document.place(['spec', 'renamedFrom', index]);
      const other = renamed.get(old);
      if (names.has(old)) report.error('renamed-from-declared', place, { name, old });
      else if (other !== undefined && other !== name)
        report.error('renamed-twice', place, { name, old, other });
      renamed.set(old, name);
    }
  }
}
