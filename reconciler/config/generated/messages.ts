// Generated from configs/messages.toml by scripts/generate.ts; change that file instead.

export type Catalogue = Readonly<Record<MessageKey, string | Readonly<Record<string, string>>>>;

export type MessageKey = keyof MessagePlaceholders;

export interface MessagePlaceholders {
  "doctor.available": never;
  "doctor.backend": 'backend';
  "doctor.journal": never;
  "doctor.machine": never;
  "doctor.missing": never;
  "doctor.missingHelp": 'backend';
  "error.config.misspelt-key.help": 'suggestion';
  "error.config.misspelt-key.message": 'key' | 'where';
  "error.config.not-a-file.message": 'path';
  "error.config.not-toml.message": 'detail' | 'where';
  "error.config.secret-source.help": never;
  "error.config.secret-source.message": 'name' | 'where';
  "error.config.too-large.message": 'limit' | 'path';
  "error.config.unknown-key.help": 'known';
  "error.config.unknown-key.message": 'key' | 'where';
  "error.config.unreadable.help": never;
  "error.config.unreadable.message": 'detail' | 'path';
  "error.config.value-not-absolute.message": 'key' | 'value' | 'where';
  "error.config.value-unknown.help": 'known';
  "error.config.value-unknown.message": 'key' | 'value' | 'where';
  "error.config.writable-by-all.help": 'path';
  "error.config.writable-by-all.message": 'path';
  "error.config.wrong-shape.message": 'key' | 'where';
  "error.desired.invalid.help": never;
  "error.desired.invalid.message": 'errors';
  "error.fetch.bad-commit.help": never;
  "error.fetch.bad-commit.message": 'revision';
  "error.fetch.bad-folder.message": 'folder';
  "error.fetch.bad-revision.message": 'revision';
  "error.fetch.bad-url.help": never;
  "error.fetch.bad-url.message": 'url';
  "error.fetch.file-too-large.help": never;
  "error.fetch.file-too-large.message": 'limit' | 'path';
  "error.fetch.git-failed.message": 'command' | 'detail' | 'origin';
  "error.fetch.lfs-pointer.help": never;
  "error.fetch.lfs-pointer.message": 'path';
  "error.fetch.link.help": never;
  "error.fetch.link.message": 'path';
  "error.fetch.no-cache.help": never;
  "error.fetch.no-cache.message": 'detail' | 'path';
  "error.fetch.no-commit.help": never;
  "error.fetch.no-commit.message": 'origin';
  "error.fetch.no-folder.message": 'detail' | 'folder';
  "error.fetch.no-git.help": never;
  "error.fetch.no-git.message": never;
  "error.fetch.no-revision.help": never;
  "error.fetch.no-revision.message": 'origin' | 'revision';
  "error.fetch.not-a-file.message": 'path';
  "error.fetch.not-a-folder.help": never;
  "error.fetch.not-a-folder.message": 'folder';
  "error.fetch.not-a-repository.help": never;
  "error.fetch.not-a-repository.message": 'origin';
  "error.fetch.object-missing.help": never;
  "error.fetch.object-missing.message": 'objectId';
  "error.fetch.other-owner.help": 'origin';
  "error.fetch.other-owner.message": 'origin';
  "error.fetch.password-in-url.help": never;
  "error.fetch.password-in-url.message": 'url';
  "error.fetch.timed-out.help": never;
  "error.fetch.timed-out.message": 'origin' | 'timeoutMs';
  "error.fetch.too-large.help": never;
  "error.fetch.too-large.message": 'limit' | 'origin';
  "error.fetch.too-many-files.help": never;
  "error.fetch.too-many-files.message": 'limit' | 'origin';
  "error.lease.held.help": 'machine';
  "error.lease.held.message": 'holder' | 'machine' | 'seconds';
  "error.lease.lost.help": never;
  "error.lease.lost.message": 'lease' | 'machine';
  "error.ledger.damaged.help": never;
  "error.ledger.damaged.message": 'owner' | 'part';
  "error.ledger.foreign.help": never;
  "error.ledger.foreign.message": 'found' | 'owner';
  "error.ledger.newer.help": never;
  "error.ledger.newer.message": 'found' | 'owner';
  "error.ledger.otherMachine.help": never;
  "error.ledger.otherMachine.message": 'found' | 'machineId' | 'owner';
  "error.logs.nothing.help": never;
  "error.logs.nothing.message": 'names';
  "error.machine.notSeen.help": never;
  "error.machine.notSeen.message": 'machine';
  "error.machine.unknown.help": never;
  "error.machine.unknown.message": 'known' | 'machine';
  "error.record.cannot-open.help": never;
  "error.record.cannot-open.message": 'detail' | 'path';
  "error.record.corrupt.help": never;
  "error.record.corrupt.message": 'detail' | 'path';
  "error.record.failed.message": 'detail' | 'path';
  "error.record.full.help": never;
  "error.record.full.message": 'path';
  "error.record.locked.help": never;
  "error.record.locked.message": 'path';
  "error.record.newer-format.help": never;
  "error.record.newer-format.message": 'found' | 'known' | 'path';
  "error.record.not-a-journal.help": never;
  "error.record.not-a-journal.message": 'path';
  "error.record.read-only.help": never;
  "error.record.read-only.message": 'detail' | 'path';
  "error.record.unreadable.help": never;
  "error.record.unreadable.message": 'detail' | 'path';
  "error.secrets.missing.help": never;
  "error.secrets.missing.message": 'names';
  "error.secrets.not-a-file.message": 'name' | 'path';
  "error.secrets.not-text.message": 'name';
  "error.secrets.open-to-all.help": 'path';
  "error.secrets.open-to-all.message": 'mode' | 'name' | 'path';
  "error.secrets.too-large.message": 'limit' | 'name';
  "error.secrets.unreadable.message": 'detail' | 'name' | 'path';
  "error.service.unknown.help": never;
  "error.service.unknown.message": 'known' | 'service';
  "error.unexpected.help": never;
  "error.unexpected.message": 'detail';
  "health.completed": never;
  "health.crashlooping": 'restarts';
  "health.differs": 'action';
  "health.failed": 'result' | 'status';
  "health.held": 'by' | 'reason';
  "health.missing": never;
  "health.never-ready": never;
  "health.put-back-incomplete": never;
  "health.rejected": never;
  "health.running": never;
  "health.starting": never;
  "health.stopped": never;
  "health.stopping": never;
  "health.unknown": 'reason';
}

export const messages: Catalogue = {
  "doctor.available": "can be used",
  "doctor.backend": "backend {backend}",
  "doctor.journal": "journal",
  "doctor.machine": "this machine",
  "doctor.missing": "is not here",
  "doctor.missingHelp": "Services with backend {backend} are refused on this machine; with backend auto another one is taken.",
  "error.config.misspelt-key.help": "Did you mean \"{suggestion}\"?",
  "error.config.misspelt-key.message": "Cannot use the configuration {where}: unknown key \"{key}\"",
  "error.config.not-a-file.message": "Cannot read the configuration {path}: it is not a file",
  "error.config.not-toml.message": "Cannot read the configuration {where}: {detail}",
  "error.config.secret-source.help": "Say either env = \"VARIABLE\" or file = \"/absolute/path\".",
  "error.config.secret-source.message": "Cannot use the secret \"{name}\" of {where}: its source is not clear",
  "error.config.too-large.message": "Cannot read the configuration {path}: it is larger than {limit} bytes",
  "error.config.unknown-key.help": "Known here: {known}",
  "error.config.unknown-key.message": "Cannot use the configuration {where}: unknown key \"{key}\"",
  "error.config.unreadable.help": "Look at --config and PROVCTL_CONFIG.",
  "error.config.unreadable.message": "Cannot read the configuration {path}: {detail}",
  "error.config.value-not-absolute.message": "Cannot use {key} of {where}: \"{value}\" is not an absolute path",
  "error.config.value-unknown.help": "One of: {known}",
  "error.config.value-unknown.message": "Cannot use {key} of {where}: \"{value}\" is not one of its values",
  "error.config.writable-by-all.help": "Take that away with: chmod o-w {path}",
  "error.config.writable-by-all.message": "Cannot trust the configuration {path}: every user may write it",
  "error.config.wrong-shape.message": "Cannot use the configuration {where}: \"{key}\" is of the wrong type",
  "error.desired.invalid.help": "See them with: provctl validate",
  "error.desired.invalid.message": "The desired state has errors: {errors}",
  "error.fetch.bad-commit.help": "Give all 40 digits: a short id may come to mean another commit.",
  "error.fetch.bad-commit.message": "Cannot fetch the commit \"{revision}\": it is not a full commit id",
  "error.fetch.bad-folder.message": "Cannot read the folder \"{folder}\": it leads out of the repository",
  "error.fetch.bad-revision.message": "Cannot fetch \"{revision}\": it cannot be the name of a branch or tag",
  "error.fetch.bad-url.help": "Use https, ssh, git or file, host:path, or a path.",
  "error.fetch.bad-url.message": "Cannot fetch \"{url}\": it is not a url that is fetched",
  "error.fetch.file-too-large.help": "Large files are artifacts: declare artifact with its source and sha256.",
  "error.fetch.file-too-large.message": "Cannot read \"{path}\": it is larger than {limit} bytes",
  "error.fetch.git-failed.message": "Cannot read {origin}: git {command} failed: {detail}",
  "error.fetch.lfs-pointer.help": "Commit the file itself, or declare it as an artifact with its sha256.",
  "error.fetch.lfs-pointer.message": "Cannot read \"{path}\": git has only a Git LFS pointer for it",
  "error.fetch.link.help": "Put the file itself there.",
  "error.fetch.link.message": "Cannot read \"{path}\": it is a symbolic link, and links are never followed",
  "error.fetch.no-cache.help": "Choose a directory that this user may write with --state-dir.",
  "error.fetch.no-cache.message": "Cannot keep fetched repositories in {path}: {detail}",
  "error.fetch.no-commit.help": "Commit the desired state first.",
  "error.fetch.no-commit.message": "Cannot read {origin}: the repository has no commit yet",
  "error.fetch.no-folder.message": "Cannot read the folder \"{folder}\": {detail}",
  "error.fetch.no-git.help": "Install git and run the command again.",
  "error.fetch.no-git.message": "Cannot read the desired state: git is not installed",
  "error.fetch.no-revision.help": "See what there is with: git ls-remote",
  "error.fetch.no-revision.message": "Cannot fetch \"{revision}\" from {origin}: there is none of that name",
  "error.fetch.not-a-file.message": "Cannot read \"{path}\": the commit has no such file",
  "error.fetch.not-a-folder.help": "Give the folder that the desired state is in.",
  "error.fetch.not-a-folder.message": "Cannot read \"{folder}\": it is not a folder",
  "error.fetch.not-a-repository.help": "Desired state is read from commits. Begin with: git init, or give the path of a checkout.",
  "error.fetch.not-a-repository.message": "Cannot read {origin}: it is not in a git repository",
  "error.fetch.object-missing.help": "The clone is partial or damaged. Look with: git fsck",
  "error.fetch.object-missing.message": "Cannot read the object {objectId}: the repository does not have it",
  "error.fetch.other-owner.help": "Run as its owner, or if you trust it: git config --global --add safe.directory {origin}",
  "error.fetch.other-owner.message": "Cannot trust {origin}: the repository belongs to another user",
  "error.fetch.password-in-url.help": "Take it out of the url and let git's credential helper, GIT_ASKPASS or an SSH key answer.",
  "error.fetch.password-in-url.message": "Cannot fetch \"{url}\": the url carries a user name or password, which every user of this machine could read",
  "error.fetch.timed-out.help": "Look at the network, or at a stale lock or file system of the repository.",
  "error.fetch.timed-out.message": "Cannot read {origin}: git did not answer within {timeoutMs} ms",
  "error.fetch.too-large.help": "Give the folder of the desired state instead of the whole repository.",
  "error.fetch.too-large.message": "Cannot read {origin}: its files are larger than {limit} bytes together",
  "error.fetch.too-many-files.help": "Give the folder of the desired state instead of the whole repository.",
  "error.fetch.too-many-files.message": "Cannot read {origin}: it has more than {limit} files",
  "error.lease.held.help": "Wait for that run to end. If it is dead: provctl lease break {machine}",
  "error.lease.held.message": "Cannot change machine \"{machine}\": \"{holder}\" holds its lease for {seconds} s more",
  "error.lease.lost.help": "Another run took over. Look at what it did, then run the command again: it begins from what is seen.",
  "error.lease.lost.message": "The lease of machine \"{machine}\" was lost (generation {lease} is not ours any more)",
  "error.ledger.damaged.help": "Restore ledger.json of that owner from a backup. It holds what must not be forgotten (rejected releases, holds), so it is never taken for empty.",
  "error.ledger.damaged.message": "Cannot read the ledger of owner \"{owner}\": its {part} is not as provctl wrote it",
  "error.ledger.foreign.help": "The directory was copied or renamed. Put the right ledger back.",
  "error.ledger.foreign.message": "Cannot read the ledger of owner \"{owner}\": it names the owner \"{found}\"",
  "error.ledger.newer.help": "Use the provctl version that wrote it, or a newer one.",
  "error.ledger.newer.message": "Cannot read the ledger of owner \"{owner}\": its format is {found}, this provctl knows 1",
  "error.ledger.otherMachine.help": "The state directory was copied from another machine. Remove that owner's directory here if nothing of it runs here.",
  "error.ledger.otherMachine.message": "Cannot use the ledger of owner \"{owner}\": it was written on machine {found}, this is machine {machineId}",
  "error.logs.nothing.help": "See what there is with: provctl get services",
  "error.logs.nothing.message": "No installed service matches \"{names}\"",
  "error.machine.notSeen.help": "Run the command again when it answers.",
  "error.machine.notSeen.message": "Machine \"{machine}\" was not seen in this pass",
  "error.machine.unknown.help": "See them with: provctl get machines",
  "error.machine.unknown.message": "Cannot find a reachable machine \"{machine}\"; there are: {known}",
  "error.record.cannot-open.help": "Choose a directory that this user may write with --state-dir.",
  "error.record.cannot-open.message": "Cannot open the journal {path}: {detail}",
  "error.record.corrupt.help": "Move the file away or restore a copy. The machines' ledgers keep what safety needs, so only history is lost.",
  "error.record.corrupt.message": "Cannot read the journal {path}: it is damaged ({detail})",
  "error.record.failed.message": "Cannot use the journal {path}: {detail}",
  "error.record.full.help": "Free some space. Nothing new is begun without a journal; what was begun can still be undone.",
  "error.record.full.message": "Cannot write the journal {path}: the disk is full",
  "error.record.locked.help": "Wait for the other command to end, or give this one its own --state-dir.",
  "error.record.locked.message": "Cannot write the journal {path}: another provctl is writing it",
  "error.record.newer-format.help": "Use the newer provctl that wrote it.",
  "error.record.newer-format.message": "Cannot read the journal {path}: it has format {found}, this provctl knows {known}",
  "error.record.not-a-journal.help": "Choose another --state-dir.",
  "error.record.not-a-journal.message": "Cannot use {path} as the journal: it is a database of another program",
  "error.record.read-only.help": "Run as the user who owns the state directory, or choose another with --state-dir.",
  "error.record.read-only.message": "Cannot write the journal {path}: it may not be written by this user ({detail})",
  "error.record.unreadable.help": "Look at the disk. The machines' ledgers keep what safety needs, so a new --state-dir loses only history.",
  "error.record.unreadable.message": "Cannot read the journal {path}: the disk reports an error ({detail})",
  "error.secrets.missing.help": "Set the variable or write the file in parentheses, or name another source under [secrets] in provctl.toml.",
  "error.secrets.missing.message": "Cannot go on without these secrets: {names}",
  "error.secrets.not-a-file.message": "Cannot read the secret \"{name}\" from {path}: it is not a file",
  "error.secrets.not-text.message": "Cannot use the secret \"{name}\": it is not UTF-8 text without zero bytes",
  "error.secrets.open-to-all.help": "Take that away with: chmod 600 {path}",
  "error.secrets.open-to-all.message": "Cannot trust the secret \"{name}\" in {path}: its mode {mode} lets every user at it",
  "error.secrets.too-large.message": "Cannot use the secret \"{name}\": it is longer than {limit} bytes",
  "error.secrets.unreadable.message": "Cannot read the secret \"{name}\" from {path}: {detail}",
  "error.service.unknown.help": "Names are those of metadata.name in the desired state.",
  "error.service.unknown.message": "Cannot find a service \"{service}\"; declared are: {known}",
  "error.unexpected.help": "This is a bug. Please report it with the output of the same command with -v.",
  "error.unexpected.message": "Something went wrong inside provctl: {detail}",
  "health.completed": "its last run ended well",
  "health.crashlooping": "keeps ending soon after its start; restarted {restarts} times",
  "health.differs": "differs from what is desired: {action}",
  "health.failed": "failed: {result} {status}",
  "health.held": "held by {by}: {reason}",
  "health.missing": "is not installed",
  "health.never-ready": "runs, and was not yet seen ready",
  "health.put-back-incomplete": "its last good release was not yet seen to serve again",
  "health.rejected": "its desired release was rejected; the last good one serves",
  "health.running": "running",
  "health.starting": "is starting",
  "health.stopped": "does not run",
  "health.stopping": "is stopping",
  "health.unknown": "cannot be told: {reason}",
};
