// Generated from configs/messages.toml by scripts/generate.ts; change that file instead.

export type Catalogue = Readonly<Record<MessageKey, string | Readonly<Record<string, string>>>>;

export type MessageKey = keyof MessagePlaceholders;

export interface MessagePlaceholders {
  "cli.action.adopt": never;
  "cli.action.create": never;
  "cli.action.delete": never;
  "cli.action.forget": never;
  "cli.action.none": never;
  "cli.action.put-back": never;
  "cli.action.reload": never;
  "cli.action.replace": never;
  "cli.action.restart": never;
  "cli.action.start": never;
  "cli.action.stop": never;
  "cli.action.update": never;
  "cli.ago": 'age';
  "cli.ask.adopt": never;
  "cli.ask.apply": never;
  "cli.ask.break": 'machine';
  "cli.ask.destroy": never;
  "cli.ask.forget": never;
  "cli.ask.only": never;
  "cli.ask.prompt": never;
  "cli.audit.anchor.behind": never;
  "cli.audit.anchor.differs": never;
  "cli.audit.anchor.matches": never;
  "cli.audit.anchor.none": never;
  "cli.audit.anchor.unreachable": never;
  "cli.audit.broken.gap": 'sequence' | 'stack';
  "cli.audit.broken.hash": 'sequence' | 'stack';
  "cli.audit.broken.link": 'sequence' | 'stack';
  "cli.audit.chain": 'count' | 'stack';
  "cli.audit.fails": never;
  "cli.audit.passes": never;
  "cli.audit.unanchored": 'count';
  "cli.cause": never;
  "cli.declined": never;
  "cli.denied": never;
  "cli.doctor.failed": never;
  "cli.doctor.ok": never;
  "cli.doctor.summary": 'failed' | 'warned';
  "cli.doctor.warning": never;
  "cli.doctor.well": never;
  "cli.error": never;
  "cli.exit": 'code';
  "cli.explain.choices": 'choices';
  "cli.explain.default": 'value';
  "cli.explain.examples": never;
  "cli.explain.fields": never;
  "cli.explain.kinds": never;
  "cli.explain.required": never;
  "cli.fmt.clean": 'count';
  "cli.fmt.rewrote": 'path';
  "cli.fmt.skipped": 'path';
  "cli.fmt.would": 'path';
  "cli.get.nothing": 'kind';
  "cli.held": never;
  "cli.held-because": 'by' | 'reason';
  "cli.held-by": 'by';
  "cli.help": never;
  "cli.hint": never;
  "cli.history.nothing": never;
  "cli.init.service": never;
  "cli.init.stack": 'name' | 'ownerId';
  "cli.init.wrote": 'path';
  "cli.interrupt.finishing": never;
  "cli.interrupt.stopped": never;
  "cli.interrupt.stopping": never;
  "cli.lease.broken": 'machine';
  "cli.lease.free": never;
  "cli.lease.was-free": 'machine';
  "cli.look-again": never;
  "cli.markdown.machines": never;
  "cli.markdown.more": 'count';
  "cli.markdown.service": never;
  "cli.markdown.why": never;
  "cli.next": 'command';
  "cli.no": never;
  "cli.not-declared": never;
  "cli.outcome-word.denied": never;
  "cli.outcome-word.done": never;
  "cli.outcome-word.failed": never;
  "cli.outcome-word.halted": never;
  "cli.outcome-word.incomplete": never;
  "cli.outcome-word.interrupted": never;
  "cli.outcome-word.locked": never;
  "cli.outcome-word.rolled-back": never;
  "cli.outcome-word.stale": never;
  "cli.outcome-word.unreachable": never;
  "cli.outcome-word.waiting": never;
  "cli.outcome.declined": never;
  "cli.outcome.denied": 'count' | 'took';
  "cli.outcome.done": 'count' | 'took';
  "cli.outcome.failed": 'count' | 'took';
  "cli.outcome.halted": 'count' | 'took';
  "cli.outcome.incomplete": 'count' | 'took';
  "cli.outcome.interrupted": 'count' | 'took';
  "cli.outcome.invalid": never;
  "cli.outcome.locked": never;
  "cli.outcome.nothing-to-do": never;
  "cli.outcome.rolled-back": 'count' | 'took';
  "cli.outcome.stale": never;
  "cli.outcome.unfinished": never;
  "cli.outcome.unreachable": 'count' | 'took';
  "cli.outcome.waiting": 'count' | 'took';
  "cli.plan.count.add": 'count';
  "cli.plan.count.adopt": 'count';
  "cli.plan.count.change": 'count';
  "cli.plan.count.forget": 'count';
  "cli.plan.count.heal": 'count';
  "cli.plan.count.held": 'count';
  "cli.plan.count.reload": 'count';
  "cli.plan.count.remove": 'count';
  "cli.plan.count.restart": 'count';
  "cli.plan.count.start": 'count';
  "cli.plan.count.stop": 'count';
  "cli.plan.count.unreachable": 'count';
  "cli.plan.dirty": never;
  "cli.plan.left-alone": never;
  "cli.plan.more-lines": 'count';
  "cli.plan.no-changes": 'count';
  "cli.plan.none": never;
  "cli.plan.not-planned": never;
  "cli.plan.nothing": never;
  "cli.plan.put-back": never;
  "cli.plan.release": 'after' | 'before';
  "cli.plan.seen": 'count';
  "cli.plan.summary": 'changes';
  "cli.plan.unreached": 'count';
  "cli.problems.did-you-mean": 'name';
  "cli.problems.error": never;
  "cli.problems.errors": 'count';
  "cli.problems.files": 'count';
  "cli.problems.none": 'files';
  "cli.problems.summary": 'counts' | 'files';
  "cli.problems.warning": never;
  "cli.problems.warnings": 'count';
  "cli.progress.done": 'all' | 'done' | 'took';
  "cli.progress.more": 'count';
  "cli.rejected": 'command' | 'service';
  "cli.rollout.none-rejected": never;
  "cli.rollout.owed": 'machines';
  "cli.rollout.retried": 'services';
  "cli.run.completed": never;
  "cli.run.crashlooping": never;
  "cli.run.failed": never;
  "cli.run.running": never;
  "cli.run.starting": never;
  "cli.run.stopped": never;
  "cli.run.stopping": never;
  "cli.run.unknown": never;
  "cli.status.incomplete": 'instance' | 'machine' | 'release';
  "cli.status.machines": 'count';
  "cli.status.nothing": never;
  "cli.step.acting": 'action';
  "cli.step.checking": 'action';
  "cli.step.done": 'action';
  "cli.step.failed": 'action';
  "cli.step.incomplete": 'action';
  "cli.step.put-back": 'action';
  "cli.step.putting-back": 'action';
  "cli.step.skipped": 'action';
  "cli.step.taking-back": 'action';
  "cli.step.unknown": never;
  "cli.step.waiting": 'action';
  "cli.unheld": 'services';
  "cli.unreachable": never;
  "cli.usage-hint": never;
  "cli.usage-hint-verb": 'verb';
  "cli.verdict.done": 'action' | 'machines' | 'service';
  "cli.verdict.failed": 'action' | 'machines' | 'service';
  "cli.verdict.incomplete": 'action' | 'machines' | 'service';
  "cli.verdict.put-back": 'action' | 'machines' | 'service';
  "cli.verdict.skipped": 'action' | 'machines' | 'service';
  "cli.verdict.unknown": 'action' | 'machines' | 'service';
  "cli.wanted.asItIs": never;
  "cli.wanted.stopped": never;
  "cli.withheld.prune-empty": never;
  "cli.withheld.prune-limit": never;
  "cli.withheld.refresh-only": never;
  "cli.withheld.shallow": never;
  "cli.yes": never;
  "denial.dirty": 'commit';
  "denial.foreign": 'address' | 'path' | 'service';
  "denial.not-an-ancestor": 'address' | 'commit' | 'head';
  "denial.other-owner": 'address' | 'owner' | 'path';
  "denial.protected": 'address';
  "denial.prune-empty": 'count';
  "denial.prune-limit": 'count' | 'limit' | 'owned' | 'services';
  "denial.rejected": 'address' | 'reason' | 'release' | 'service';
  "denial.restored-ledger": 'address' | 'expected' | 'found';
  "denial.restored-machine": 'address' | 'found' | 'recorded';
  "denial.shallow": never;
  "denial.unsupported": 'address' | 'backend' | 'cause' | 'field';
  "doctor.available": never;
  "doctor.backend": 'backend';
  "doctor.git": never;
  "doctor.gitHelp": never;
  "doctor.journal": never;
  "doctor.machine": never;
  "doctor.missing": never;
  "doctor.missingHelp": 'backend';
  "error.backend.unknown.help": never;
  "error.backend.unknown.message": 'name';
  "error.backend.unreadable.help": 'backend';
  "error.backend.unreadable.message": 'backend' | 'detail';
  "error.cli.cannot-read-folder.help": never;
  "error.cli.cannot-read-folder.message": 'path';
  "error.cli.cannot-read.help": never;
  "error.cli.cannot-read.message": 'path';
  "error.cli.cannot-write.help": never;
  "error.cli.cannot-write.message": 'path';
  "error.cli.init-exists.help": never;
  "error.cli.init-exists.message": 'path';
  "error.cli.no-schemas.help": never;
  "error.cli.no-schemas.message": never;
  "error.cli.nothing-rendered.help": never;
  "error.cli.nothing-rendered.message": 'name';
  "error.config.credential-password.help": never;
  "error.config.credential-password.message": 'name' | 'where';
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
  "error.config.value-not-address.help": never;
  "error.config.value-not-address.message": 'key' | 'value' | 'where';
  "error.config.value-unknown.help": 'known';
  "error.config.value-unknown.message": 'key' | 'value' | 'where';
  "error.config.writable-by-all.help": 'path';
  "error.config.writable-by-all.message": 'path';
  "error.config.wrong-shape.message": 'key' | 'where';
  "error.denied.restored-ledger.help": never;
  "error.denied.restored-ledger.message": 'machine';
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
  "error.fetch.folder-unreadable.message": 'detail' | 'folder';
  "error.fetch.git-failed.message": 'command' | 'detail' | 'origin';
  "error.fetch.lfs-pointer.help": never;
  "error.fetch.lfs-pointer.message": 'path';
  "error.fetch.link.help": never;
  "error.fetch.link.message": 'path';
  "error.fetch.no-cache.help": never;
  "error.fetch.no-cache.message": 'detail' | 'path';
  "error.fetch.no-commit.help": never;
  "error.fetch.no-commit.message": 'origin';
  "error.fetch.no-folder-in-commit.help": never;
  "error.fetch.no-folder-in-commit.message": 'commit' | 'folder';
  "error.fetch.no-folder.help": never;
  "error.fetch.no-folder.message": 'folder';
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
  "error.former.releases.help": never;
  "error.former.releases.message": 'machine' | 'owner' | 'reason';
  "error.interrupted.help": never;
  "error.interrupted.message": never;
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
  "error.ledger.unreadable.help": never;
  "error.ledger.unreadable.message": 'owner' | 'reason';
  "error.ledger.unwritten.help": never;
  "error.ledger.unwritten.message": 'machine' | 'reason';
  "error.log.unwritable.help": never;
  "error.log.unwritable.message": 'file';
  "error.logs.nothing.help": never;
  "error.logs.nothing.message": 'names';
  "error.logs.undated.help": never;
  "error.logs.undated.message": 'backend' | 'instance';
  "error.machine.notSeen.help": never;
  "error.machine.notSeen.message": 'machine';
  "error.machine.unknown.help": never;
  "error.machine.unknown.message": 'known' | 'machine';
  "error.operation.invalid.help": never;
  "error.operation.invalid.message": 'field';
  "error.plan.newer.help": never;
  "error.plan.newer.message": 'found' | 'known';
  "error.plan.not-a-plan.help": never;
  "error.plan.not-a-plan.message": 'expected' | 'file' | 'path';
  "error.plan.too-large.help": never;
  "error.plan.too-large.message": 'limit';
  "error.plan.unreadable.help": never;
  "error.plan.unreadable.message": 'expected' | 'path';
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
  "error.secret.unusable.message": 'name';
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
  "error.systemd.secret.help": never;
  "error.systemd.secret.message": 'name';
  "error.transport.auth.help": never;
  "error.transport.auth.message": 'machine' | 'tried' | 'user';
  "error.transport.become-password.help": never;
  "error.transport.become-password.message": 'machine';
  "error.transport.become.help": never;
  "error.transport.become.message": 'detail' | 'machine';
  "error.transport.connection-refused.help": never;
  "error.transport.connection-refused.message": 'address' | 'machine' | 'port';
  "error.transport.credential-unknown.help": 'known';
  "error.transport.credential-unknown.message": 'credential' | 'machine';
  "error.transport.handshake.help": never;
  "error.transport.handshake.message": 'address' | 'detail' | 'machine' | 'port';
  "error.transport.host-key-authority.help": 'fingerprint' | 'type';
  "error.transport.host-key-authority.message": 'host' | 'machine' | 'place';
  "error.transport.host-key-changed.help": 'fingerprint' | 'known' | 'type';
  "error.transport.host-key-changed.message": 'host' | 'machine';
  "error.transport.host-key-revoked.help": 'fingerprint' | 'type';
  "error.transport.host-key-revoked.message": 'host' | 'machine' | 'place';
  "error.transport.host-key-unknown.help": 'files';
  "error.transport.host-key-unknown.message": 'fingerprint' | 'host' | 'machine' | 'type';
  "error.transport.identity-locked.help": never;
  "error.transport.identity-locked.message": 'path';
  "error.transport.identity-open.help": 'path';
  "error.transport.identity-open.message": 'mode' | 'path';
  "error.transport.identity-unreadable.message": 'detail' | 'path';
  "error.transport.identity-unusable.help": never;
  "error.transport.identity-unusable.message": 'path';
  "error.transport.known-hosts-unreadable.message": 'detail' | 'path';
  "error.transport.lost.help": never;
  "error.transport.lost.message": 'detail' | 'machine';
  "error.transport.no-channel.help": never;
  "error.transport.no-channel.message": 'machine' | 'reason';
  "error.transport.no-connection.message": 'host' | 'machine' | 'port';
  "error.transport.no-login.help": never;
  "error.transport.no-login.message": 'machine' | 'user';
  "error.transport.no-state.help": never;
  "error.transport.no-state.message": 'machine' | 'path';
  "error.transport.not-allowed.help": 'allow';
  "error.transport.not-allowed.message": 'address' | 'machine';
  "error.transport.not-connected.help": never;
  "error.transport.not-connected.message": 'address' | 'detail' | 'machine' | 'port';
  "error.transport.not-posix-shell.help": never;
  "error.transport.not-posix-shell.message": 'detail' | 'machine';
  "error.transport.protocol.help": never;
  "error.transport.protocol.message": 'detail' | 'machine';
  "error.transport.refused.help": never;
  "error.transport.refused.message": 'host' | 'machine' | 'port';
  "error.transport.throttled.help": never;
  "error.transport.throttled.message": 'address' | 'machine' | 'port';
  "error.transport.timeout.help": never;
  "error.transport.timeout.message": 'machine' | 'step' | 'timeoutMs';
  "error.transport.trust-unwritable.help": never;
  "error.transport.trust-unwritable.message": 'detail' | 'path';
  "error.transport.unreachable.help": never;
  "error.transport.unreachable.message": 'detail' | 'machine';
  "error.transport.unsupported.help": never;
  "error.transport.unsupported.message": 'connection' | 'machine';
  "error.unexpected.help": never;
  "error.unexpected.message": 'detail';
  "error.usage.adhoc-elsewhere.message": 'word';
  "error.usage.adhoc-no-command.message": 'name';
  "error.usage.adhoc-one-name.message": never;
  "error.usage.audit-what.message": 'word';
  "error.usage.folder-twice.message": 'path' | 'word';
  "error.usage.invalid-value.help": 'choices';
  "error.usage.invalid-value.message": 'option' | 'word';
  "error.usage.missing-argument.message": 'word';
  "error.usage.missing-choice.help": 'choices';
  "error.usage.missing-choice.message": 'word';
  "error.usage.missing-value.message": 'option';
  "error.usage.no-such.help": 'known';
  "error.usage.no-such.message": 'name';
  "error.usage.not-a-count.message": 'option' | 'word';
  "error.usage.not-a-duration.help": never;
  "error.usage.not-a-duration.message": 'word';
  "error.usage.not-a-terminal.help": never;
  "error.usage.not-a-terminal.message": 'verb';
  "error.usage.not-an-assignment.message": 'word';
  "error.usage.only-adhoc.message": never;
  "error.usage.option-without-verb.message": 'word';
  "error.usage.planfile-with-options.help": 'file';
  "error.usage.planfile-with-options.message": 'file';
  "error.usage.revision-twice.message": 'options';
  "error.usage.revision-without-url.message": 'option';
  "error.usage.too-many.message": 'verb';
  "error.usage.unknown-field-near.message": 'near' | 'path';
  "error.usage.unknown-field.help": 'known';
  "error.usage.unknown-field.message": 'path';
  "error.usage.unknown-option-near.message": 'near' | 'verb' | 'word';
  "error.usage.unknown-option.message": 'verb' | 'word';
  "error.usage.unknown-verb-near.message": 'near' | 'word';
  "error.usage.unknown-verb.message": 'word';
  "error.usage.wrong.message": 'detail';
  "event.act": 'actor' | 'target' | 'verb';
  "event.intent": 'machine' | 'steps';
  "event.intent-ledger": 'machine';
  "event.outcome": 'machine' | 'result';
  "event.run-ended": 'code' | 'outcome';
  "event.run-started": 'actor' | 'verb';
  "event.verdict": 'address' | 'release' | 'verdict';
  "expected.artifact-differs": 'found';
  "expected.artifact-not-https": never;
  "expected.artifact-without-sha256": never;
  "expected.bad-account": never;
  "expected.bad-address": never;
  "expected.bad-amount": never;
  "expected.bad-cron": never;
  "expected.bad-directive-name": never;
  "expected.bad-duration": never;
  "expected.bad-env-name": never;
  "expected.bad-http-path": never;
  "expected.bad-label-name": never;
  "expected.bad-label-value": never;
  "expected.bad-mode": never;
  "expected.bad-name": never;
  "expected.bad-owner-id": never;
  "expected.bad-plist-key": never;
  "expected.bad-secret-name": never;
  "expected.bad-selector": never;
  "expected.bad-sha256": never;
  "expected.bad-size": never;
  "expected.bad-variable-name": never;
  "expected.choice-missing": 'choices';
  "expected.choice-twice": 'choices';
  "expected.command-is-text": never;
  "expected.command-relative": never;
  "expected.contents-too-large": never;
  "expected.control-character": never;
  "expected.date": never;
  "expected.deadline-too-short": never;
  "expected.duplicate-key": never;
  "expected.empty-list": 'limit';
  "expected.env-reserved": never;
  "expected.file-is-link": never;
  "expected.file-not-utf8": never;
  "expected.file-too-heavy": never;
  "expected.file-too-large": 'most';
  "expected.include-cycle": never;
  "expected.include-outside": never;
  "expected.include-overlaps": never;
  "expected.leading-zero": 'written';
  "expected.line-break": never;
  "expected.machine-called-local": never;
  "expected.name-of-system": never;
  "expected.name-with-suffix": 'suffix';
  "expected.no-files": never;
  "expected.no-kind": 'known';
  "expected.no-port": never;
  "expected.no-ports": never;
  "expected.no-stack": never;
  "expected.no-time": never;
  "expected.no-value": never;
  "expected.not-a-flag": never;
  "expected.not-a-list": never;
  "expected.not-a-mapping": never;
  "expected.not-a-port-reference": never;
  "expected.not-a-resource": never;
  "expected.not-a-text-or-secret": never;
  "expected.not-a-whole-number": never;
  "expected.not-quoted": 'value';
  "expected.not-yet-value": 'known';
  "expected.patch-renames": never;
  "expected.path-not-absolute": never;
  "expected.path-taken": never;
  "expected.placeholder-not-quoted": never;
  "expected.port-beyond-range": never;
  "expected.release-hidden": never;
  "expected.release-not-here": never;
  "expected.reload-missing": never;
  "expected.selector-without-fleet": never;
  "expected.several-stacks": never;
  "expected.source-is-link": never;
  "expected.source-lfs-pointer": never;
  "expected.source-missing": never;
  "expected.source-outside": never;
  "expected.source-too-large": never;
  "expected.source-unreadable": never;
  "expected.too-large": 'limit';
  "expected.too-long": 'limit';
  "expected.too-many-files": never;
  "expected.too-many-instances": 'most';
  "expected.too-small": 'limit';
  "expected.unknown-field": 'known';
  "expected.unknown-fleet": 'known';
  "expected.unknown-jump": 'known';
  "expected.unknown-kind": 'known';
  "expected.unknown-placeholder": 'known';
  "expected.unknown-port": 'known';
  "expected.unknown-profile": 'known';
  "expected.unknown-time-zone": never;
  "expected.unknown-value": 'known';
  "expected.unknown-version": 'known';
  "expected.unsupported-field": never;
  "expected.without-schedule": never;
  "expected.yaml-alias": never;
  "expected.yaml-escape": never;
  "expected.yaml-indent": never;
  "expected.yaml-key": never;
  "expected.yaml-merge-key": never;
  "expected.yaml-missing-char": never;
  "expected.yaml-multiline-key": never;
  "expected.yaml-nested-mapping": never;
  "expected.yaml-scalar-start": never;
  "expected.yaml-tab": never;
  "expected.yaml-tag": never;
  "expected.yaml-unclosed": never;
  "expected.yaml-unexpected": never;
  "frame.expected": 'expected';
  "health.completed": never;
  "health.crashlooping": 'restarts';
  "health.differs": 'action';
  "health.failed": 'reason';
  "health.held": 'by' | 'reason';
  "health.missing": never;
  "health.never-ready": never;
  "health.put-back-incomplete": never;
  "health.rejected": never;
  "health.rejected-stopped": never;
  "health.running": never;
  "health.starting": never;
  "health.stopped": never;
  "health.stopping": never;
  "health.unknown": 'reason';
  "help.examples": never;
  "help.more": never;
  "help.option-group.action": never;
  "help.option-group.general": never;
  "help.option-group.output": never;
  "help.option-group.planning": never;
  "help.option-group.source": never;
  "help.option.adhoc": never;
  "help.option.allowDirty": never;
  "help.option.allowEmpty": never;
  "help.option.autoApprove": never;
  "help.option.branch": never;
  "help.option.check": never;
  "help.option.color": never;
  "help.option.commit": never;
  "help.option.config": never;
  "help.option.cwd": never;
  "help.option.detailedExitcode": never;
  "help.option.env": never;
  "help.option.exclude": never;
  "help.option.follow": never;
  "help.option.format": never;
  "help.option.help": never;
  "help.option.jsonOut": never;
  "help.option.last": never;
  "help.option.lines": never;
  "help.option.out": never;
  "help.option.output": never;
  "help.option.path": never;
  "help.option.reason": never;
  "help.option.refreshOnly": never;
  "help.option.render": never;
  "help.option.replace": never;
  "help.option.run": never;
  "help.option.since": never;
  "help.option.stack": never;
  "help.option.stateDir": never;
  "help.option.tag": never;
  "help.option.takeOver": never;
  "help.option.target": never;
  "help.option.url": never;
  "help.option.verbose": never;
  "help.option.yes": never;
  "help.summary": never;
  "help.usage": 'usage';
  "help.verb-group.change": never;
  "help.verb-group.desired": never;
  "help.verb-group.keep": never;
  "help.verb-group.look": never;
  "help.verb-group.run": never;
  "help.verb.adopt.examples": never;
  "help.verb.adopt.summary": never;
  "help.verb.apply.examples": never;
  "help.verb.apply.summary": never;
  "help.verb.audit.examples": never;
  "help.verb.audit.summary": never;
  "help.verb.build.examples": never;
  "help.verb.build.summary": never;
  "help.verb.cat.examples": never;
  "help.verb.cat.summary": never;
  "help.verb.completion.examples": never;
  "help.verb.completion.summary": never;
  "help.verb.destroy.examples": never;
  "help.verb.destroy.summary": never;
  "help.verb.diff.examples": never;
  "help.verb.diff.summary": never;
  "help.verb.doctor.examples": never;
  "help.verb.doctor.summary": never;
  "help.verb.drift.examples": never;
  "help.verb.drift.summary": never;
  "help.verb.events.examples": never;
  "help.verb.events.summary": never;
  "help.verb.explain.examples": never;
  "help.verb.explain.summary": never;
  "help.verb.fmt.examples": never;
  "help.verb.fmt.summary": never;
  "help.verb.forget.examples": never;
  "help.verb.forget.summary": never;
  "help.verb.get.examples": never;
  "help.verb.get.summary": never;
  "help.verb.history.examples": never;
  "help.verb.history.summary": never;
  "help.verb.init.examples": never;
  "help.verb.init.summary": never;
  "help.verb.lease.examples": never;
  "help.verb.lease.summary": never;
  "help.verb.logs.examples": never;
  "help.verb.logs.summary": never;
  "help.verb.plan.examples": never;
  "help.verb.plan.summary": never;
  "help.verb.reload.examples": never;
  "help.verb.reload.summary": never;
  "help.verb.restart.examples": never;
  "help.verb.restart.summary": never;
  "help.verb.rollout.examples": never;
  "help.verb.rollout.summary": never;
  "help.verb.show.examples": never;
  "help.verb.show.summary": never;
  "help.verb.start.examples": never;
  "help.verb.start.summary": never;
  "help.verb.status.examples": never;
  "help.verb.status.summary": never;
  "help.verb.stop.examples": never;
  "help.verb.stop.summary": never;
  "help.verb.tree.examples": never;
  "help.verb.tree.summary": never;
  "help.verb.validate.examples": never;
  "help.verb.validate.summary": never;
  "hint.deletions-withheld": 'count';
  "hint.looks-renamed": 'from' | 'to';
  "hint.names-nothing": 'name';
  "hint.targeted": never;
  "probe.broken": 'code' | 'port';
  "probe.command-failed": 'detail';
  "probe.command-status": 'status';
  "probe.foreign-listener": 'holder' | 'port';
  "probe.http-status": 'path' | 'status';
  "probe.listener.no-answer": 'port';
  "probe.listener.no-process": 'port';
  "probe.listener.no-tool": 'port';
  "probe.listener.not-permitted": 'port';
  "probe.no-answer": 'timeoutMs';
  "probe.no-word": never;
  "probe.not-listening": 'port';
  "problem.artifact-differs": 'source';
  "problem.artifact-not-https": 'source';
  "problem.artifact-without-sha256": never;
  "problem.bad-account": 'field' | 'value';
  "problem.bad-address": 'value';
  "problem.bad-amount": 'field' | 'value';
  "problem.bad-cron": 'schedule';
  "problem.bad-directive-name": 'value';
  "problem.bad-duration": 'field' | 'value';
  "problem.bad-env-name": 'value';
  "problem.bad-http-path": 'field' | 'value';
  "problem.bad-label-name": 'value';
  "problem.bad-label-value": 'field' | 'value';
  "problem.bad-mode": 'field' | 'value';
  "problem.bad-name": 'field' | 'value';
  "problem.bad-owner-id": 'value';
  "problem.bad-plist-key": 'value';
  "problem.bad-secret-name": 'value';
  "problem.bad-selector": 'part';
  "problem.bad-sha256": never;
  "problem.bad-size": 'field' | 'value';
  "problem.bad-text": 'field' | 'value';
  "problem.bad-variable-name": 'value';
  "problem.choice-missing": 'in';
  "problem.choice-twice": 'given' | 'in';
  "problem.command-empty": never;
  "problem.command-is-text": 'field';
  "problem.command-relative": 'program';
  "problem.contents-too-large": never;
  "problem.control-character": 'character';
  "problem.date": never;
  "problem.deadline-too-short": 'minReady' | 'progressDeadline';
  "problem.dependency-cycle": 'cycle';
  "problem.depends-on-itself": 'name';
  "problem.duplicate-check": 'name';
  "problem.duplicate-key": 'key';
  "problem.duplicate-machine": 'name';
  "problem.duplicate-name": 'kind' | 'name';
  "problem.duplicate-port-name": 'name';
  "problem.empty-list": 'field';
  "problem.env-reserved": 'name';
  "problem.expanded-too-long": never;
  "problem.file-collision": 'machine' | 'one' | 'other' | 'what';
  "problem.file-is-link": 'file';
  "problem.file-not-regular": 'file';
  "problem.file-not-utf8": 'file';
  "problem.file-too-heavy": 'file';
  "problem.file-too-large": 'file' | 'size';
  "problem.file-unreadable": 'cause' | 'file';
  "problem.files-too-heavy": 'file';
  "problem.folder-unreadable": 'cause' | 'folder';
  "problem.include-cycle": 'cycle';
  "problem.include-empty": 'folder';
  "problem.include-outside": 'folder';
  "problem.include-overlaps": 'folder' | 'other';
  "problem.jump-cycle": 'cycle';
  "problem.leading-zero": 'read' | 'written';
  "problem.line-break": never;
  "problem.lone-surrogate": never;
  "problem.machine-called-local": never;
  "problem.max-below-delay": 'delay' | 'maxDelay';
  "problem.missing-field": 'field' | 'in';
  "problem.more-problems": 'count';
  "problem.name-of-system": 'name';
  "problem.name-with-suffix": 'name';
  "problem.no-files": 'folder';
  "problem.no-kind": never;
  "problem.no-port": never;
  "problem.no-ports": 'name';
  "problem.no-stack": 'folder';
  "problem.no-time": 'field';
  "problem.no-value": 'field';
  "problem.not-a-flag": 'field' | 'value';
  "problem.not-a-list": 'field' | 'value';
  "problem.not-a-mapping": 'field' | 'value';
  "problem.not-a-number": 'field' | 'value';
  "problem.not-a-plain-value": 'field' | 'value';
  "problem.not-a-port-reference": 'field' | 'value';
  "problem.not-a-resource": never;
  "problem.not-a-text": 'field' | 'value';
  "problem.not-a-text-or-secret": 'field' | 'value';
  "problem.not-a-whole-number": 'field' | 'value';
  "problem.not-quoted": 'field' | 'value';
  "problem.not-yet-field": 'field';
  "problem.not-yet-value": 'field' | 'value';
  "problem.number-not-finite": never;
  "problem.patch-misses": 'kind' | 'name';
  "problem.patch-renames": 'name';
  "problem.path-not-absolute": 'path';
  "problem.path-taken": 'path';
  "problem.placeholder-not-quoted": 'field';
  "problem.port-beyond-range": 'name' | 'port';
  "problem.port-collision": 'machine' | 'one' | 'other' | 'what';
  "problem.release-hidden": never;
  "problem.release-not-here": never;
  "problem.reload-missing": 'path';
  "problem.renamed-from-declared": 'name' | 'old';
  "problem.renamed-twice": 'name' | 'old' | 'other';
  "problem.reserved-key": 'key';
  "problem.selector-matches-nothing": 'fleet' | 'labels' | 'selector';
  "problem.selector-without-fleet": never;
  "problem.selector-without-labels": 'fleet' | 'selector';
  "problem.several-stacks": 'names';
  "problem.source-is-link": 'source';
  "problem.source-lfs-pointer": 'source';
  "problem.source-missing": 'source';
  "problem.source-outside": 'source';
  "problem.source-too-large": 'source';
  "problem.source-unreadable": 'cause' | 'source';
  "problem.toml-syntax": 'detail';
  "problem.too-deep": never;
  "problem.too-large": 'field' | 'value';
  "problem.too-long": 'field';
  "problem.too-many-aliases": 'most';
  "problem.too-many-documents": 'most';
  "problem.too-many-files": 'most';
  "problem.too-many-includes": 'most';
  "problem.too-many-instances": 'count';
  "problem.too-many-values": 'most';
  "problem.too-small": 'field' | 'value';
  "problem.unknown-field": 'field' | 'in';
  "problem.unknown-fleet": 'name';
  "problem.unknown-jump": 'name';
  "problem.unknown-kind": 'kind';
  "problem.unknown-label": 'label' | 'machine';
  "problem.unknown-placeholder": 'name';
  "problem.unknown-port": 'name';
  "problem.unknown-profile": 'name';
  "problem.unknown-service": 'name';
  "problem.unknown-time-zone": 'zone';
  "problem.unknown-value": 'field' | 'value';
  "problem.unknown-version": 'version';
  "problem.unsupported-field": 'backend' | 'field';
  "problem.without-schedule": 'field';
  "problem.yaml-alias": never;
  "problem.yaml-directive": never;
  "problem.yaml-escape": never;
  "problem.yaml-indent": never;
  "problem.yaml-key": never;
  "problem.yaml-merge-key": never;
  "problem.yaml-missing-char": never;
  "problem.yaml-multiline-key": never;
  "problem.yaml-nested-mapping": never;
  "problem.yaml-scalar-start": never;
  "problem.yaml-syntax": 'detail';
  "problem.yaml-tab": never;
  "problem.yaml-tag": 'tag';
  "problem.yaml-unclosed": never;
  "problem.yaml-unexpected": never;
  "reason.adoptable": never;
  "reason.backend-changed": never;
  "reason.boot-differs": never;
  "reason.converged": never;
  "reason.definition-changed": never;
  "reason.destroy-requested": never;
  "reason.edited-by-hand": never;
  "reason.excluded": never;
  "reason.failed": never;
  "reason.file-drifted": never;
  "reason.files-changed": never;
  "reason.foreign": never;
  "reason.forget-requested": never;
  "reason.held": never;
  "reason.mark-copied": never;
  "reason.not-declared": never;
  "reason.not-installed": never;
  "reason.not-loaded": never;
  "reason.not-running": never;
  "reason.other-owner": never;
  "reason.overridden": never;
  "reason.protected": never;
  "reason.prune-off": never;
  "reason.put-back": never;
  "reason.rejected": never;
  "reason.renamed": never;
  "reason.replace-requested": never;
  "reason.running-old-definition": never;
  "reason.secret-changed": never;
  "reason.stop-requested": never;
  "reason.unit-missing": never;
  "reason.unreachable": never;
  "reason.unsupported": never;
  "refusal.backend-not-here": 'backend';
  "refusal.boot-without-crontab": never;
  "refusal.cwd-relative": 'path';
  "refusal.definition-too-large": 'bytes';
  "refusal.env-name": 'name';
  "refusal.env-reserved": 'name';
  "refusal.launchd-key-reserved": 'name';
  "refusal.launchd-key-unknown": 'name';
  "refusal.launchd-value": 'name';
  "refusal.no-reload": never;
  "refusal.program-dot-dot": 'program';
  "refusal.program-empty": 'program';
  "refusal.program-prefix": 'program';
  "refusal.program-relative": 'program';
  "refusal.program-unusable": 'program';
  "refusal.schedule-inexact": 'cron' | 'timeZone';
  "refusal.schedule-missed": never;
  "refusal.secret-name": 'name';
  "refusal.stop-signal-fixed": 'signal';
  "refusal.systemd-directive-reserved": 'name';
  "refusal.systemd-directive-unknown": 'name';
  "refusal.text-control-character": never;
  "refusal.text-not-unicode": never;
  "refusal.text-nul": never;
  "refusal.text-too-long": never;
  "refusal.unit-name": 'name';
  "refusal.unsupported-field": never;
  "refusal.user-name": 'name';
  "refusal.user-without-root": 'user';
  "why.blocked": never;
  "why.changed-meanwhile": never;
  "why.completed": never;
  "why.core-dump": never;
  "why.core-dump-with": 'value';
  "why.crashlooping-with": 'value';
  "why.deadline-with": 'value';
  "why.denied": never;
  "why.dependency": never;
  "why.exit-code": never;
  "why.exit-code-with": 'value';
  "why.halted": never;
  "why.interrupted": never;
  "why.min-ready": never;
  "why.moved": never;
  "why.not-installed": never;
  "why.not-running": never;
  "why.oom-kill": never;
  "why.plan-used": never;
  "why.process-unclear": never;
  "why.record-unreadable": never;
  "why.release-missing": never;
  "why.running-old-definition": never;
  "why.service-failed": never;
  "why.signal": never;
  "why.signal-with": 'value';
  "why.stale-action-with": 'value';
  "why.stale-commit": never;
  "why.stale-definition-with": 'value';
  "why.stale-denial": never;
  "why.stale-denial-with": 'value';
  "why.stale-dirty": never;
  "why.stale-fingerprint-with": 'value';
  "why.stale-machine-with": 'value';
  "why.stale-release-with": 'value';
  "why.stale-stack": never;
  "why.start-limit-hit": never;
  "why.start-limit-hit-with": 'value';
  "why.starting": never;
  "why.stopping": never;
  "why.superseded": never;
  "why.supervisor-died": never;
  "why.timeout": never;
  "why.timeout-with": 'value';
  "why.unplanned": never;
  "why.unreachable": never;
  "why.unsupervised": never;
}

export const messages: Catalogue = {
  "cli.action.adopt": "adopt",
  "cli.action.create": "create",
  "cli.action.delete": "remove",
  "cli.action.forget": "forget",
  "cli.action.none": "change",
  "cli.action.put-back": "put back",
  "cli.action.reload": "reload",
  "cli.action.replace": "replace",
  "cli.action.restart": "restart",
  "cli.action.start": "start",
  "cli.action.stop": "stop",
  "cli.action.update": "update",
  "cli.ago": "{age} ago",
  "cli.ask.adopt": "Do you want provctl to own these from now on? Nothing is restarted.",
  "cli.ask.apply": "Do you want to make these changes?",
  "cli.ask.break": "Do you want to take the lease of {machine} from its holder? What that run still does there is ended.",
  "cli.ask.destroy": "Do you really want to remove everything that this stack owns?",
  "cli.ask.forget": "Do you want provctl to let go of these? They keep running as they are.",
  "cli.ask.only": "  Only “yes” is accepted.",
  "cli.ask.prompt": "Answer:",
  "cli.audit.anchor.behind": "remembers an event that this journal no longer has",
  "cli.audit.anchor.differs": "remembers another journal",
  "cli.audit.anchor.matches": "remembers this journal",
  "cli.audit.anchor.none": "remembers nothing yet",
  "cli.audit.anchor.unreachable": "could not be asked",
  "cli.audit.broken.gap": "{stack}: events are missing before {sequence}",
  "cli.audit.broken.hash": "{stack}: event {sequence} was changed after it was written",
  "cli.audit.broken.link": "{stack}: event {sequence} does not follow the one before it",
  "cli.audit.chain": {"one":"{stack}: {count} event, every hash is right","other":"{stack}: {count} events, every hash is right"},
  "cli.audit.fails": "The journal is not what the machines remember.",
  "cli.audit.passes": "The journal is as it was written.",
  "cli.audit.unanchored": {"one":"the newest event is not remembered by a machine yet; it alone could be missing unseen","other":"the newest {count} events are not remembered by a machine yet; they alone could be missing unseen"},
  "cli.cause": "because of",
  "cli.declined": "Nothing was changed.",
  "cli.denied": "denied:",
  "cli.doctor.failed": "FAIL",
  "cli.doctor.ok": "ok",
  "cli.doctor.summary": "{failed} failed, {warned} to look at.",
  "cli.doctor.warning": "warning",
  "cli.doctor.well": "Everything is well.",
  "cli.error": "error:",
  "cli.exit": "(exit {code})",
  "cli.explain.choices": "one of: {choices}",
  "cli.explain.default": "default: {value}",
  "cli.explain.examples": "examples:",
  "cli.explain.fields": "fields:",
  "cli.explain.kinds": "Kinds; provctl explain KIND tells their fields:",
  "cli.explain.required": "required",
  "cli.fmt.clean": {"one":"{count} file, formatted.","other":"{count} files, formatted."},
  "cli.fmt.rewrote": "rewrote {path}",
  "cli.fmt.skipped": "left {path} alone: it cannot be read as it is; see provctl validate",
  "cli.fmt.would": "would rewrite {path}",
  "cli.get.nothing": "There are no {kind}.",
  "cli.held": "held",
  "cli.held-because": "held by {by}: “{reason}”",
  "cli.held-by": "held by {by}",
  "cli.help": "help:",
  "cli.hint": "hint:",
  "cli.history.nothing": "The journal has nothing of that yet.",
  "cli.init.service": "apiVersion: provctl.dev/v1\nkind: Service\nmetadata:\n  name: hello\nspec:\n  # Runs on this very machine. Other machines are named in a Fleet: provctl explain fleet.spec\n  placement:\n    local: true\n  command: [sh, -c, \"while sleep 5; do echo hello; done\"]",
  "cli.init.stack": "apiVersion: provctl.dev/v1\nkind: Stack\nmetadata:\n  name: {name}\nspec:\n  # Marks on the machines what is yours. Made once; never change it, whatever else you rename.\n  ownerId: {ownerId}\n  environment: production",
  "cli.init.wrote": "wrote {path}",
  "cli.interrupt.finishing": "Interrupted: the steps under way are being finished, nothing new is begun. ^C again stops at once.",
  "cli.interrupt.stopped": "Stopped at once. The journal knows what was under way; the next apply finishes or undoes it.",
  "cli.interrupt.stopping": "Interrupted.",
  "cli.lease.broken": "The lease of {machine} is free now.",
  "cli.lease.free": "free",
  "cli.lease.was-free": "Nobody holds the lease of {machine}.",
  "cli.look-again": "Nothing is claimed of it. The next apply looks again and finishes it.",
  "cli.markdown.machines": "machines",
  "cli.markdown.more": {"one":"… and {count} more entry that does not fit here.","other":"… and {count} more entries that do not fit here."},
  "cli.markdown.service": "service",
  "cli.markdown.why": "why",
  "cli.next": "Next: {command}",
  "cli.no": "no",
  "cli.not-declared": "(not declared)",
  "cli.outcome-word.denied": "denied",
  "cli.outcome-word.done": "done",
  "cli.outcome-word.failed": "failed",
  "cli.outcome-word.halted": "halted",
  "cli.outcome-word.incomplete": "incomplete",
  "cli.outcome-word.interrupted": "interrupted",
  "cli.outcome-word.locked": "locked",
  "cli.outcome-word.rolled-back": "rolled back",
  "cli.outcome-word.stale": "stale",
  "cli.outcome-word.unreachable": "unreachable",
  "cli.outcome-word.waiting": "waiting",
  "cli.outcome.declined": "Nothing was changed.",
  "cli.outcome.denied": {"one":"Denied. {count} change was made in {took}.","other":"Denied. {count} changes were made in {took}."},
  "cli.outcome.done": {"one":"Done: {count} change in {took}.","other":"Done: {count} changes in {took}."},
  "cli.outcome.failed": {"one":"Failed. {count} change was made in {took}.","other":"Failed. {count} changes were made in {took}."},
  "cli.outcome.halted": {"one":"Halted. {count} change was made in {took}.","other":"Halted. {count} changes were made in {took}."},
  "cli.outcome.incomplete": {"one":"Incomplete: a release is still to be put back. {count} change was made in {took}.","other":"Incomplete: a release is still to be put back. {count} changes were made in {took}."},
  "cli.outcome.interrupted": {"one":"Interrupted. {count} change was made in {took}; the journal knows the rest.","other":"Interrupted. {count} changes were made in {took}; the journal knows the rest."},
  "cli.outcome.invalid": "The desired state has errors; nothing was changed.",
  "cli.outcome.locked": "Another run holds the lease; nothing was changed. See: provctl lease list",
  "cli.outcome.nothing-to-do": "Nothing to do.",
  "cli.outcome.rolled-back": {"one":"Rolled back. {count} other change was made in {took}.","other":"Rolled back. {count} other changes were made in {took}."},
  "cli.outcome.stale": "What was planned no longer holds; nothing was done. Plan again.",
  "cli.outcome.unfinished": "not ended",
  "cli.outcome.unreachable": {"one":"Done where there was an answer: {count} change in {took}. A machine was unreachable.","other":"Done where there was an answer: {count} changes in {took}. A machine was unreachable."},
  "cli.outcome.waiting": {"one":"Done as far as it may be: {count} change in {took}. Something is held.","other":"Done as far as it may be: {count} changes in {took}. Something is held."},
  "cli.plan.count.add": "{count} to add",
  "cli.plan.count.adopt": "{count} to adopt",
  "cli.plan.count.change": "{count} to change",
  "cli.plan.count.forget": "{count} to forget",
  "cli.plan.count.heal": "{count} to heal",
  "cli.plan.count.held": {"one":"{count} held","other":"{count} held"},
  "cli.plan.count.reload": "{count} to reload",
  "cli.plan.count.remove": "{count} to remove",
  "cli.plan.count.restart": "{count} to restart",
  "cli.plan.count.start": "{count} to start",
  "cli.plan.count.stop": "{count} to stop",
  "cli.plan.count.unreachable": {"one":"{count} unreachable","other":"{count} unreachable"},
  "cli.plan.dirty": "+ uncommitted changes",
  "cli.plan.left-alone": "→ left alone",
  "cli.plan.more-lines": {"one":"… {count} more line; all of it: provctl diff","other":"… {count} more lines; all of it: provctl diff"},
  "cli.plan.no-changes": {"one":"No changes. {count} instance is as declared.","other":"No changes. {count} instances are as declared."},
  "cli.plan.none": "(none)",
  "cli.plan.not-planned": "→ not planned",
  "cli.plan.nothing": "No changes: there is nothing to compare.",
  "cli.plan.put-back": "→ put back",
  "cli.plan.release": "release {before} → {after}",
  "cli.plan.seen": {"one":"{count} machine seen","other":"{count} machines seen"},
  "cli.plan.summary": "Plan: {changes}.",
  "cli.plan.unreached": {"one":"{count} unreachable","other":"{count} unreachable"},
  "cli.problems.did-you-mean": "Did you mean \"{name}\"?",
  "cli.problems.error": "error:",
  "cli.problems.errors": {"one":"{count} error","other":"{count} errors"},
  "cli.problems.files": {"one":"{count} file","other":"{count} files"},
  "cli.problems.none": "The desired state is valid: {files}.",
  "cli.problems.summary": "{counts} in {files}.",
  "cli.problems.warning": "warning:",
  "cli.problems.warnings": {"one":"{count} warning","other":"{count} warnings"},
  "cli.progress.done": "  {done} of {all} done, {took}",
  "cli.progress.more": {"one":"… and {count} more","other":"… and {count} more"},
  "cli.rejected": "That release is rejected for {service} until it changes, or until: {command}",
  "cli.rollout.none-rejected": "None of these is rejected.",
  "cli.rollout.owed": "still to be put back on {machines}",
  "cli.rollout.retried": "Will be tried again: {services}",
  "cli.run.completed": "completed",
  "cli.run.crashlooping": "crash looping",
  "cli.run.failed": "failed",
  "cli.run.running": "running",
  "cli.run.starting": "starting",
  "cli.run.stopped": "stopped",
  "cli.run.stopping": "stopping",
  "cli.run.unknown": "unknown",
  "cli.status.incomplete": "{instance} on {machine}: release {release} is still to be put back",
  "cli.status.machines": {"one":"{count} machine","other":"{count} machines"},
  "cli.status.nothing": "nothing is declared",
  "cli.step.acting": "{action}: under way",
  "cli.step.checking": "{action}: checking that it is ready",
  "cli.step.done": "{action}: done",
  "cli.step.failed": "{action}: failed",
  "cli.step.incomplete": "{action}: failed, and putting back is not finished",
  "cli.step.put-back": "{action}: failed, the last good release is back",
  "cli.step.putting-back": "{action}: failed, putting the last good release back",
  "cli.step.skipped": "{action}: skipped",
  "cli.step.taking-back": "{action}: failed, stopping it again",
  "cli.step.unknown": "outcome unknown",
  "cli.step.waiting": "{action}: waits",
  "cli.unheld": "No longer held: {services}",
  "cli.unreachable": "no answer",
  "cli.usage-hint": "provctl --help tells what there is.",
  "cli.usage-hint-verb": "provctl {verb} --help tells what it takes.",
  "cli.verdict.done": "{service} on {machines}: {action} done",
  "cli.verdict.failed": "{service} on {machines}: {action} failed",
  "cli.verdict.incomplete": "{service} on {machines}: {action} failed, and the last good release was not yet seen to serve again",
  "cli.verdict.put-back": "{service} on {machines}: {action} failed, the last good release serves again",
  "cli.verdict.skipped": "{service} on {machines}: {action} was not begun",
  "cli.verdict.unknown": "{service} on {machines}: it is not known what became of {action}",
  "cli.wanted.asItIs": "as it is",
  "cli.wanted.stopped": "stopped",
  "cli.withheld.prune-empty": "nothing is declared any more",
  "cli.withheld.prune-limit": "too many removals at once",
  "cli.withheld.refresh-only": "only drift is looked at",
  "cli.withheld.shallow": "the clone is shallow",
  "cli.yes": "yes",
  "denial.dirty": "There are uncommitted changes on top of {commit}. Commit them, or say --allow-dirty.",
  "denial.foreign": "{address}: {path} is there and not ours. Take it over with: provctl adopt {service}, or rename the service.",
  "denial.not-an-ancestor": "{address}: {commit} was applied here, and {head} does not come after it. If that is meant: --take-over",
  "denial.other-owner": "{address}: {path} belongs to the owner \"{owner}\". It is never touched; rename the service.",
  "denial.protected": "{address} is protected and is not removed. Take the protection off first.",
  "denial.prune-empty": "Nothing is declared any more, so all {count} instances would be removed. If that is meant: --allow-empty",
  "denial.prune-limit": "{count} of {owned} instances ({services} services) would be removed; at most {limit} may go at once. Raise spec.maxPrune of the Stack, or remove fewer.",
  "denial.rejected": "{address}: release {release} did not get ready before: {reason}. It is tried again when it changes, or after: provctl rollout retry {service}",
  "denial.restored-ledger": "{address}: the ledger is older than what this journal saw done here (event {found}, not {expected}), so it may have forgotten rejected releases and holds. If it was restored on purpose: --take-over",
  "denial.restored-machine": "{address}: the ledger is of machine {recorded}, this is {found}. If it was moved or restored on purpose: --take-over",
  "denial.shallow": "The clone is shallow, so it cannot be told whether what is installed is older. Fetch the whole history: git fetch --unshallow",
  "denial.unsupported": "{address}: the backend {backend} cannot honour {field} here ({cause})",
  "doctor.available": "can be used",
  "doctor.backend": "backend {backend}",
  "doctor.git": "git",
  "doctor.gitHelp": "Desired state is read from git: install it, or put it on the PATH.",
  "doctor.journal": "journal",
  "doctor.machine": "this machine",
  "doctor.missing": "is not here",
  "doctor.missingHelp": "Services with backend {backend} are refused on this machine; with backend auto another one is taken.",
  "error.backend.unknown.help": "Use the newer provctl that wrote it.",
  "error.backend.unknown.message": "Cannot use the backend \"{name}\": this provctl does not know it",
  "error.backend.unreadable.help": "Nothing was changed. Try again; if it stays so, look whether {backend} answers on that machine at all.",
  "error.backend.unreadable.message": "Cannot tell what {backend} runs here: its answer is of no use ({detail})",
  "error.cli.cannot-read-folder.help": "Name a folder that exists and that you may read.",
  "error.cli.cannot-read-folder.message": "Cannot read the folder \"{path}\"",
  "error.cli.cannot-read.help": "Name a file that provctl plan --out has written.",
  "error.cli.cannot-read.message": "Cannot read \"{path}\"",
  "error.cli.cannot-write.help": "Name a file in a folder that exists and that you may write to.",
  "error.cli.cannot-write.message": "Cannot write \"{path}\"",
  "error.cli.init-exists.help": "Nothing that exists is overwritten. Choose another folder.",
  "error.cli.init-exists.message": "Cannot write \"{path}\": it is there already",
  "error.cli.no-schemas.help": "The installation is not whole. Install provctl again.",
  "error.cli.no-schemas.message": "Cannot find the schemas that belong to this provctl",
  "error.cli.nothing-rendered.help": "See what there is with: provctl get services",
  "error.cli.nothing-rendered.message": "Cannot show the files of \"{name}\": nothing of that name is declared here",
  "error.config.credential-password.help": "Say password = {{ env = \"VARIABLE\" } or password = {{ file = \"/absolute/path\" } and have \"password\" in auth, or neither.",
  "error.config.credential-password.message": "Cannot use the credential \"{name}\" of {where}: \"password\" in auth and a source of the password belong together",
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
  "error.config.value-not-address.help": "Like 10.0.0.0/8, 2001:db8::1 or *.example.org; ! before a pattern takes it away.",
  "error.config.value-not-address.message": "Cannot use {key} of {where}: \"{value}\" is no address, network or pattern",
  "error.config.value-unknown.help": "One of: {known}",
  "error.config.value-unknown.message": "Cannot use {key} of {where}: \"{value}\" is not one of its values",
  "error.config.writable-by-all.help": "Take that away with: chmod o-w {path}",
  "error.config.writable-by-all.message": "Cannot trust the configuration {path}: every user may write it",
  "error.config.wrong-shape.message": "Cannot use the configuration {where}: \"{key}\" is of the wrong type",
  "error.denied.restored-ledger.help": "If it was restored on purpose: provctl apply --take-over",
  "error.denied.restored-ledger.message": "The ledger on machine \"{machine}\" is older than what this journal saw done there",
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
  "error.fetch.folder-unreadable.message": "Cannot read the folder \"{folder}\": {detail}",
  "error.fetch.git-failed.message": "Cannot read {origin}: git {command} failed: {detail}",
  "error.fetch.lfs-pointer.help": "Commit the file itself, or declare it as an artifact with its sha256.",
  "error.fetch.lfs-pointer.message": "Cannot read \"{path}\": git has only a Git LFS pointer for it",
  "error.fetch.link.help": "Put the file itself there.",
  "error.fetch.link.message": "Cannot read \"{path}\": it is a symbolic link, and links are never followed",
  "error.fetch.no-cache.help": "Choose a directory that this user may write with --state-dir.",
  "error.fetch.no-cache.message": "Cannot keep fetched repositories in {path}: {detail}",
  "error.fetch.no-commit.help": "Commit the desired state first: git add . && git commit",
  "error.fetch.no-commit.message": "Cannot read {origin}: the repository has no commit yet",
  "error.fetch.no-folder-in-commit.help": "The folder is relative to the top of the repository, and must be committed.",
  "error.fetch.no-folder-in-commit.message": "Cannot find the folder \"{folder}\" in commit {commit}",
  "error.fetch.no-folder.help": "The word after the verb is a folder of desired state. A service is named with: provctl get services NAME",
  "error.fetch.no-folder.message": "Cannot find the folder \"{folder}\"",
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
  "error.former.releases.help": "Nothing was touched. Make room or give the rights that are missing, then apply again.",
  "error.former.releases.message": "Cannot bring the releases of earlier owner \"{owner}\" on machine \"{machine}\" along: {reason}",
  "error.interrupted.help": "The journal knows what was under way. The next apply finishes or undoes it.",
  "error.interrupted.message": "Interrupted; what was under way was not waited for",
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
  "error.ledger.unreadable.help": "It holds what must not be forgotten (rejected releases, holds), so it is never taken for empty.",
  "error.ledger.unreadable.message": "Cannot read the ledger of owner \"{owner}\": {reason}",
  "error.ledger.unwritten.help": "What it should remember of this run (rejected releases, holds) it does not. Look at its disk, then run the command again.",
  "error.ledger.unwritten.message": "Cannot write the ledger on machine \"{machine}\": {reason}",
  "error.log.unwritable.help": "Check the path and its rights, or leave [log] file out.",
  "error.log.unwritable.message": "Cannot write the log \"{file}\"",
  "error.logs.nothing.help": "See what there is with: provctl get services",
  "error.logs.nothing.message": "No installed service matches \"{names}\"",
  "error.logs.undated.help": "Use --lines instead of --since.",
  "error.logs.undated.message": "Cannot show what \"{instance}\" logged since a time: the backend {backend} keeps its lines without times",
  "error.machine.notSeen.help": "Run the command again when it answers.",
  "error.machine.notSeen.message": "Machine \"{machine}\" was not seen in this pass",
  "error.machine.unknown.help": "See them with: provctl get machines",
  "error.machine.unknown.message": "Cannot find a reachable machine \"{machine}\"; there are: {known}",
  "error.operation.invalid.help": "Paths are absolute and plain; NUL and, in paths, line feeds cannot be sent.",
  "error.operation.invalid.message": "Cannot send an operation: its field \"{field}\" has a value that no machine can be given",
  "error.plan.newer.help": "Use the provctl version that wrote it, or a newer one.",
  "error.plan.newer.message": "Cannot read the plan: its format is {found}, this provctl knows {known}",
  "error.plan.not-a-plan.help": "Make one with: provctl plan --out FILE",
  "error.plan.not-a-plan.message": "\"{file}\" is no saved plan: {path} is not what it must be ({expected})",
  "error.plan.too-large.help": "A plan of ten thousand changes is far smaller. Is this the right file?",
  "error.plan.too-large.message": "Cannot read the plan: it is larger than {limit} bytes",
  "error.plan.unreadable.help": "Make it again with: provctl plan --out FILE",
  "error.plan.unreadable.message": "Cannot read the plan: {path} is not what it must be ({expected})",
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
  "error.secret.unusable.message": "Cannot use the secret for {name}: it has a zero byte, which no environment can hold",
  "error.secrets.missing.help": "Set the variable or write the file in parentheses, or name another source in provctl.toml (see --config): [secrets.NAME] with env or file.",
  "error.secrets.missing.message": "Cannot go on without these secrets: {names}",
  "error.secrets.not-a-file.message": "Cannot read the secret \"{name}\" from {path}: it is not a file",
  "error.secrets.not-text.message": "Cannot use the secret \"{name}\": it is not UTF-8 text without zero bytes",
  "error.secrets.open-to-all.help": "Take that away with: chmod 600 {path}",
  "error.secrets.open-to-all.message": "Cannot trust the secret \"{name}\" in {path}: its mode {mode} lets every user at it",
  "error.secrets.too-large.message": "Cannot use the secret \"{name}\": it is longer than {limit} bytes",
  "error.secrets.unreadable.message": "Cannot read the secret \"{name}\" from {path}: {detail}",
  "error.service.unknown.help": "Names are those of metadata.name in the desired state.",
  "error.service.unknown.message": "Cannot find a service \"{service}\"; there are: {known}",
  "error.systemd.secret.help": "Encode it (base64, for example) and let the program decode it.",
  "error.systemd.secret.message": "Cannot give the secret for {name} to systemd: it has characters that systemd drops, or is too long for a variable",
  "error.transport.auth.help": "Try it by hand with the same user and key: ssh -v",
  "error.transport.auth.message": "Cannot log into machine \"{machine}\" as \"{user}\": it took none of what was tried ({tried})",
  "error.transport.become-password.help": "Name its source as becomePassword in the [credentials] of provctl.toml, or allow it without one (NOPASSWD).",
  "error.transport.become-password.message": "Cannot work as root on machine \"{machine}\": sudo wants a password, or another one than it got; it was tried once",
  "error.transport.become.help": "That login must be allowed to run sh as root. Try it there by hand: sudo -n true",
  "error.transport.become.message": "Cannot work as root on machine \"{machine}\": sudo did not begin ({detail})",
  "error.transport.connection-refused.help": "Is sshd running there, and on that port?",
  "error.transport.connection-refused.message": "Cannot reach machine \"{machine}\": {address} port {port} refused the connection",
  "error.transport.credential-unknown.help": "Credentials stand in provctl.toml as [credentials.NAME]; known here: {known}",
  "error.transport.credential-unknown.message": "Cannot log into machine \"{machine}\": there is no credential \"{credential}\"",
  "error.transport.handshake.help": "It must offer curve25519 or nistp keys exchange, AES-GCM or ChaCha20, and no SHA-1.",
  "error.transport.handshake.message": "Cannot speak ssh with machine \"{machine}\" at {address} port {port} ({detail})",
  "error.transport.host-key-authority.help": "Add its plain key to known_hosts; it shows the {type} key {fingerprint}.",
  "error.transport.host-key-authority.message": "Cannot trust machine \"{machine}\": {host} is to be proven by a certificate ({place}), which this connection cannot read",
  "error.transport.host-key-changed.help": "It shows {type} {fingerprint}; known is {known}. If the machine was installed anew, remove the old line.",
  "error.transport.host-key-changed.message": "WILL NOT connect to machine \"{machine}\": {host} shows another key than the one that is known. Somebody may be in between",
  "error.transport.host-key-revoked.help": "It shows {type} {fingerprint}. Whoever holds a revoked key may not be the machine.",
  "error.transport.host-key-revoked.message": "WILL NOT connect to machine \"{machine}\": {host} shows a key that is revoked ({place})",
  "error.transport.host-key-unknown.help": "Compare it with what ssh-keygen -lf says on the machine, then add it to one of: {files}",
  "error.transport.host-key-unknown.message": "Cannot trust machine \"{machine}\": nothing is known of {host}, which shows the {type} key {fingerprint}",
  "error.transport.identity-locked.help": "Say where it is with passphrase = {{ env = \"VARIABLE\" } or {{ file = \"/path\" } in its [credentials], or add the key to the agent.",
  "error.transport.identity-locked.message": "Cannot use the private key {path}: it needs a passphrase",
  "error.transport.identity-open.help": "Take that away with: chmod 600 {path}",
  "error.transport.identity-open.message": "Will not use the private key {path}: others can read it (mode {mode})",
  "error.transport.identity-unreadable.message": "Cannot read the private key {path} ({detail})",
  "error.transport.identity-unusable.help": "RSA, ECDSA and Ed25519 keys can be used; keys of security tokens through the agent only.",
  "error.transport.identity-unusable.message": "Cannot use the private key {path}: it is no key of a known kind, or its passphrase is another",
  "error.transport.known-hosts-unreadable.message": "Cannot read the known hosts in {path} ({detail})",
  "error.transport.lost.help": "What was under way may have been done. Run the command again: it begins from what is seen.",
  "error.transport.lost.message": "The line to machine \"{machine}\" was lost ({detail})",
  "error.transport.no-channel.help": "Its sshd limits them: MaxSessions, or DisableForwarding.",
  "error.transport.no-channel.message": "Machine \"{machine}\" opens no further session on its connection (reason {reason})",
  "error.transport.no-connection.message": "Cannot connect from machine \"{machine}\" to {host}:{port}",
  "error.transport.no-login.help": "No agent runs (SSH_AUTH_SOCK) and no usable key is in ~/.ssh. Name one in provctl.toml: [credentials.NAME] identityFile",
  "error.transport.no-login.message": "Cannot log into machine \"{machine}\" as \"{user}\": there is nothing to log in with",
  "error.transport.no-state.help": "Check its owner, its mode and the space on its disk.",
  "error.transport.no-state.message": "Cannot keep anything on machine \"{machine}\": {path} cannot be written",
  "error.transport.not-allowed.help": "They stand in [machines] allow of provctl.toml: {allow}",
  "error.transport.not-allowed.message": "Will not connect to machine \"{machine}\": {address} is not among the addresses that are allowed",
  "error.transport.not-connected.help": "Check its name, its address and the network between.",
  "error.transport.not-connected.message": "Cannot reach machine \"{machine}\": no connection to {address} port {port} ({detail})",
  "error.transport.not-posix-shell.help": "Give that user sh, dash, bash, ksh or zsh as its login shell, and no forced command.",
  "error.transport.not-posix-shell.message": "Cannot use machine \"{machine}\": the login there starts no POSIX shell ({detail})",
  "error.transport.protocol.help": "Nothing of that answer was believed. If it happens again, look for what else writes to that connection.",
  "error.transport.protocol.message": "Machine \"{machine}\" answered what its runner cannot have said ({detail}); the line was closed",
  "error.transport.refused.help": "Nothing listens there.",
  "error.transport.refused.message": "Cannot connect from machine \"{machine}\" to {host}:{port}: the connection was refused",
  "error.transport.throttled.help": "Its sshd takes no more logins at once (MaxStartups), or none from here for some minutes (PerSourcePenalties). Wait, then run the command again.",
  "error.transport.throttled.message": "Cannot reach machine \"{machine}\": {address} port {port} closed the connection before its first word",
  "error.transport.timeout.help": "It is off, overloaded, or something between drops what is sent. Try it by hand: ssh",
  "error.transport.timeout.message": "Cannot reach machine \"{machine}\": no answer within {timeoutMs} ms (step: {step})",
  "error.transport.trust-unwritable.help": "Check the owner, the mode and the space of the state directory.",
  "error.transport.trust-unwritable.message": "Cannot keep the key of a new host in {path} ({detail}), so the host was not logged into",
  "error.transport.unreachable.help": "A POSIX sh must start there. Try it by hand, and see: provctl doctor",
  "error.transport.unreachable.message": "Cannot reach machine \"{machine}\": it did not answer as a machine should ({detail})",
  "error.transport.unsupported.help": "Use a local placement, or a version of provctl that has it.",
  "error.transport.unsupported.message": "Cannot reach machine \"{machine}\": this version has no connection of the kind \"{connection}\"",
  "error.unexpected.help": "This is a bug. Please report it with the output of the same command with -v.",
  "error.unexpected.message": "Something went wrong inside provctl: {detail}",
  "error.usage.adhoc-elsewhere.message": "--adhoc means what is declared nowhere, so \"{word}\" cannot be meant too",
  "error.usage.adhoc-no-command.message": "What shall \"{name}\" run? Nothing stands after --",
  "error.usage.adhoc-one-name.message": "Exactly one name is needed for a service that is declared nowhere",
  "error.usage.audit-what.message": "provctl audit knows only \"verify\", not \"{word}\"",
  "error.usage.folder-twice.message": "The folder is given twice: \"{word}\" and --path \"{path}\"",
  "error.usage.invalid-value.help": "Possible are: {choices}",
  "error.usage.invalid-value.message": "\"{word}\" is not possible for {option}",
  "error.usage.missing-argument.message": "Something is missing: {word}",
  "error.usage.missing-choice.help": "Possible are: {choices}",
  "error.usage.missing-choice.message": "Something is missing: {word}",
  "error.usage.missing-value.message": "The option \"{option}\" needs a value",
  "error.usage.no-such.help": "There are: {known}",
  "error.usage.no-such.message": "There is no \"{name}\" here",
  "error.usage.not-a-count.message": "{option} needs a whole number of at least 1, not \"{word}\"",
  "error.usage.not-a-duration.help": "Write it like 30s, 5m, 2h or 1d.",
  "error.usage.not-a-duration.message": "\"{word}\" is not a duration",
  "error.usage.not-a-terminal.help": "Say yes beforehand with --auto-approve, or apply a saved plan: provctl apply PLANFILE",
  "error.usage.not-a-terminal.message": "provctl {verb} asks before it changes anything, and here is nobody who could answer",
  "error.usage.not-an-assignment.message": "\"{word}\" is not of the form NAME=VALUE",
  "error.usage.only-adhoc.message": "--env and --cwd are for services that are declared nowhere: provctl start NAME -- COMMAND…",
  "error.usage.option-without-verb.message": "Which verb is \"{word}\" for?",
  "error.usage.planfile-with-options.help": "Make a new plan with these options: provctl plan … --out {file}",
  "error.usage.planfile-with-options.message": "The saved plan \"{file}\" says already what is to be done; planning options cannot change it",
  "error.usage.revision-twice.message": "Only one of these can be meant: {options}",
  "error.usage.revision-without-url.message": "{option} means something only together with --url",
  "error.usage.too-many.message": "That is more than provctl {verb} takes",
  "error.usage.unknown-field-near.message": "There is no field \"{path}\"; did you mean \"{near}\"?",
  "error.usage.unknown-field.help": "There are: {known}",
  "error.usage.unknown-field.message": "There is no field \"{path}\"",
  "error.usage.unknown-option-near.message": "provctl {verb} has no option \"{word}\"; did you mean {near}?",
  "error.usage.unknown-option.message": "provctl {verb} has no option \"{word}\"",
  "error.usage.unknown-verb-near.message": "There is no \"provctl {word}\"; did you mean \"{near}\"?",
  "error.usage.unknown-verb.message": "There is no \"provctl {word}\", and no provctl-{word} in PATH",
  "error.usage.wrong.message": "That cannot be understood: {detail}",
  "event.act": "{actor}: {verb} {target}",
  "event.intent": "{machine}: about to {steps}",
  "event.intent-ledger": "{machine}: about to write what it must remember",
  "event.outcome": "{machine}: {result}",
  "event.run-ended": "ended: {outcome} (exit {code})",
  "event.run-started": "{actor} began {verb}",
  "event.verdict": "{address}: release {release} is {verdict}",
  "expected.artifact-differs": "{found}",
  "expected.artifact-not-https": "https://…, without user and password",
  "expected.artifact-without-sha256": "sha256 beside source; what an address serves may change",
  "expected.bad-account": "its name, or its number in quotes",
  "expected.bad-address": "a host name or an IP address, without user or port",
  "expected.bad-amount": "a whole number, or a percentage in quotes such as \"20%\"",
  "expected.bad-cron": "five fields as in crontab(5): minute, hour, day of month, month, day of week, such as `0 3 * * *`",
  "expected.bad-directive-name": "its name as in the manual, such as PrivateTmp",
  "expected.bad-duration": "whole numbers with units, such as 500ms, 30s, 5m, 1h30m",
  "expected.bad-env-name": "letters, digits and `_`, not beginning with a digit",
  "expected.bad-http-path": "a path that begins with `/`, without spaces; the host is always the machine itself",
  "expected.bad-label-name": "letters, digits, `-`, `_`, `.` and `/`, at most 63",
  "expected.bad-label-value": "letters, digits, `-`, `_` and `.`, at most 63",
  "expected.bad-mode": "three or four octal digits in quotes, such as \"0640\"",
  "expected.bad-name": "lower-case letters, digits, `-`, `_` and `.`, at most 63, beginning and ending with a letter or digit",
  "expected.bad-owner-id": "8 to 64 lower-case letters, digits and `-`, beginning with a letter, such as shop-prod-7f3k2m9q",
  "expected.bad-plist-key": "its name as in launchd.plist(5), such as ProcessType",
  "expected.bad-secret-name": "letters, digits, `-`, `_` and `.`",
  "expected.bad-selector": "parts such as role=web, role!=db, zone in (a,b), zone notin (c), canary, !canary, with commas between them",
  "expected.bad-sha256": "64 lower-case hexadecimal digits, as sha256sum prints them",
  "expected.bad-size": "a whole number with Ki, Mi, Gi, Ti or k, M, G, T, such as 512Mi",
  "expected.bad-variable-name": "letters, digits, `-` and `_`, beginning with a letter",
  "expected.choice-missing": "exactly one of: {choices}",
  "expected.choice-twice": "exactly one of: {choices}",
  "expected.command-is-text": "a list: the program and its arguments, one each; no shell splits them",
  "expected.command-relative": "an absolute path, {{release}/…, or a bare name that is looked up in PATH",
  "expected.contents-too-large": "artifacts by an https address",
  "expected.control-character": "printable characters; only the content of a file has tabs",
  "expected.date": "quotes around it",
  "expected.deadline-too-short": "a progressDeadline longer than minReady",
  "expected.duplicate-key": "each key once",
  "expected.empty-list": "at least {limit}",
  "expected.env-reserved": "a name that does not begin with PROVCTL_",
  "expected.file-is-link": "the file itself; links are never followed",
  "expected.file-not-utf8": "text in UTF-8",
  "expected.file-too-heavy": "several files; what services install belongs below a folder named files",
  "expected.file-too-large": "at most {most} bytes; put what services install below a folder named files",
  "expected.include-cycle": "folders that do not come back to where they began",
  "expected.include-outside": "a folder of the same repository, relative to this one",
  "expected.include-overlaps": "a folder beside; everything below a folder is read anyway",
  "expected.leading-zero": "quotes: \"{written}\"",
  "expected.line-break": "one line; `>-` folds several into one, and only the content of a file has more",
  "expected.machine-called-local": "another name; \"local\" is the machine that provctl runs on",
  "expected.name-of-system": "another name; a unit of this one would replace the system's",
  "expected.name-with-suffix": "the name without {suffix}",
  "expected.no-files": "YAML or TOML files with one Stack among them; `provctl init` writes a first one",
  "expected.no-kind": "one of: {known}",
  "expected.no-port": "an entry in ports",
  "expected.no-ports": "an entry in ports, or a number",
  "expected.no-stack": "exactly one document of the kind Stack; `provctl init` writes one",
  "expected.no-time": "more than 0",
  "expected.no-value": "a value; leave the field out where the default is meant",
  "expected.not-a-flag": "true or false, without quotes",
  "expected.not-a-list": "a list: [a, b]",
  "expected.not-a-mapping": "fields with values, indented below or in braces",
  "expected.not-a-port-reference": "the name of one of the service's ports, or a number",
  "expected.not-a-resource": "apiVersion, kind, metadata and spec; files that services install belong below a folder named files",
  "expected.not-a-text-or-secret": "a text, or {{ secret: NAME }",
  "expected.not-a-whole-number": "a whole number without quotes",
  "expected.not-quoted": "quotes: {value} → \"{value}\"",
  "expected.not-yet-value": "one of: {known}",
  "expected.patch-renames": "only labels, annotations and spec",
  "expected.path-not-absolute": "a path from `/`, without `//`, `.`, `..` or a slash at the end",
  "expected.path-taken": "another place; units are made from the service itself",
  "expected.placeholder-not-quoted": "quotes around a text that begins with a brace",
  "expected.port-beyond-range": "a lower first port; each instance has the next number",
  "expected.release-hidden": "the placeholder itself where it is meant; it cannot stand as text",
  "expected.release-not-here": "a fixed path or text; the release is named by the hash of this very value",
  "expected.reload-missing": "reload with a signal or a command, or onChange: restart",
  "expected.selector-without-fleet": "fleet beside it; local is one machine",
  "expected.several-stacks": "exactly one; give each its own folder, and share what is common with include",
  "expected.source-is-link": "the file itself; links are never followed",
  "expected.source-lfs-pointer": "the file itself, or an artifact with an https address",
  "expected.source-missing": "a file of the repository, relative to the desired-state folder",
  "expected.source-outside": "a file of the repository, relative to the desired-state folder",
  "expected.source-too-large": "an artifact with an https address and its sha256",
  "expected.source-unreadable": "a regular file of the repository, relative to the desired-state folder",
  "expected.too-large": "at most {limit}",
  "expected.too-long": "at most {limit}",
  "expected.too-many-files": "put what services install below a folder named files",
  "expected.too-many-instances": "at most {most}",
  "expected.too-small": "at least {limit}",
  "expected.unknown-field": "one of: {known}",
  "expected.unknown-fleet": "one of: {known}",
  "expected.unknown-jump": "one of: {known}",
  "expected.unknown-kind": "one of: {known}",
  "expected.unknown-placeholder": "one of: {known}; `{{{{` is a brace",
  "expected.unknown-port": "one of: {known}",
  "expected.unknown-profile": "one of: {known}",
  "expected.unknown-time-zone": "an IANA name such as Europe/Madrid",
  "expected.unknown-value": "one of: {known}",
  "expected.unknown-version": "{known}",
  "expected.unsupported-field": "another backend, or leave the field out",
  "expected.without-schedule": "schedule beside it",
  "expected.yaml-alias": "an anchor `&name` further up in the same document",
  "expected.yaml-escape": "`\\\\` for a backslash, or single quotes",
  "expected.yaml-indent": "as many spaces as the other entries of the same mapping or list",
  "expected.yaml-key": "a text as key; a value that begins with a placeholder such as {{name} needs quotes",
  "expected.yaml-merge-key": "the fields themselves; what machines share goes into a Profile, and what stacks share is included and patched",
  "expected.yaml-missing-char": "a closing quote, bracket or brace, a comma, or a space after `:`",
  "expected.yaml-multiline-key": "`:` after the key in the same line",
  "expected.yaml-nested-mapping": "a line break and deeper indentation, or quotes around a text that holds `: `",
  "expected.yaml-scalar-start": "quotes around the text",
  "expected.yaml-tab": "spaces; YAML allows no tabs here",
  "expected.yaml-tag": "a plain value; quote a text that begins with `!`",
  "expected.yaml-unclosed": "`]` or `}` before this line, or deeper indentation of what is within",
  "expected.yaml-unexpected": "a new entry, or quotes around a text that holds `: `, ` #`, `[`, `{{` or `%`",
  "frame.expected": "expected {expected}.",
  "health.completed": "its last run ended well",
  "health.crashlooping": "ended by itself and is being started again (restarts: {restarts})",
  "health.differs": "differs from what is desired: {action}",
  "health.failed": "failed: {reason}",
  "health.held": "held by {by}: {reason}",
  "health.missing": "is not installed",
  "health.never-ready": "runs, and was not yet seen ready",
  "health.put-back-incomplete": "its last good release was not yet seen to serve again",
  "health.rejected": "its desired release was rejected; the last good one serves",
  "health.rejected-stopped": "its release was rejected, and there is no good one to put back",
  "health.running": "running",
  "health.starting": "is starting",
  "health.stopped": "does not run",
  "health.stopping": "is stopping",
  "health.unknown": "cannot be told: {reason}",
  "help.examples": "Examples",
  "help.more": "provctl VERB --help tells more of each, with examples. provctl NAME runs provctl-NAME from PATH.\nExit codes: 0 done, 1 error, 2 differences (plan --detailed-exitcode, drift), 3 rollout failed, 4 a machine was\nunreachable, 5 another run holds the lease, 6 saved plan stale or used, 7 denied, 8 something is held, 64 wrong usage,\n130 interrupted. diff alone: 0 same, 1 differs, 2 trouble.",
  "help.option-group.action": "What to do",
  "help.option-group.general": "General",
  "help.option-group.output": "Output",
  "help.option-group.planning": "Planning",
  "help.option-group.source": "Where the desired state comes from",
  "help.option.adhoc": "services that start NAME -- COMMAND… began",
  "help.option.allowDirty": "allow uncommitted changes to be applied",
  "help.option.allowEmpty": "allow a desired state without services to remove all of them",
  "help.option.autoApprove": "do not ask",
  "help.option.branch": "newest commit of a branch (default: main)",
  "help.option.check": "change nothing; exit 1 when a file would be",
  "help.option.color": "colour",
  "help.option.commit": "exactly this commit",
  "help.option.config": "the operator's configuration (PROVCTL_CONFIG)",
  "help.option.cwd": "its working directory (default: this one)",
  "help.option.detailedExitcode": "exit 2 when there are differences",
  "help.option.env": "NAME=VALUE for its environment (may be repeated)",
  "help.option.exclude": "all but this (may be repeated)",
  "help.option.follow": "go on as new lines come",
  "help.option.format": "for whom to print",
  "help.option.help": "this help",
  "help.option.jsonOut": "write JSON to a file beside what is printed",
  "help.option.last": "only so many of the newest",
  "help.option.lines": "so many of the newest lines (default: 50)",
  "help.option.out": "write the plan to a file that provctl apply accepts once",
  "help.option.output": "what to print",
  "help.option.path": "desired-state folder, inside the repository with --url",
  "help.option.reason": "why, for the journal and for who finds it held",
  "help.option.refreshOnly": "only put back what drifted; create and remove nothing",
  "help.option.render": "the very unit files, property lists and service files",
  "help.option.replace": "stop and start this though nothing changed (may be repeated)",
  "help.option.run": "only this run",
  "help.option.since": "only what is newer than 30s, 5m, 2h or 1d",
  "help.option.stack": "only this stack",
  "help.option.stateDir": "where journal and cache are kept (PROVCTL_STATE_DIR)",
  "help.option.tag": "commit of a tag",
  "help.option.takeOver": "allow commits that are no ancestors, copied marks and restored machines to be taken over",
  "help.option.target": "only this: SERVICE, MACHINE/SERVICE or MACHINE/* (may be repeated)",
  "help.option.url": "take the desired state from this git repository",
  "help.option.verbose": "tell what an error was caused by",
  "help.option.yes": "the same, shorter",
  "help.summary": "provctl makes plain machines match the services that a git repository declares, safely, and proves it.",
  "help.usage": "Usage: {usage}",
  "help.verb-group.change": "Changing machines to match it",
  "help.verb-group.desired": "Desired state",
  "help.verb-group.keep": "Keeping order",
  "help.verb-group.look": "Looking",
  "help.verb-group.run": "Running services",
  "help.verb.adopt.examples": "provctl adopt nginx                     the distribution's own unit\nprovctl adopt nginx redis-server        several\nprovctl adopt nginx --path production   of another folder",
  "help.verb.adopt.summary": "Take over what runs already under a declared name, without a restart.",
  "help.verb.apply.examples": "provctl apply production                  plan, ask, apply\nprovctl apply plan.json                   exactly what was saved, once\nprovctl apply --auto-approve -o json      in CI: no question, one JSON object a line",
  "help.verb.apply.summary": "Make the machines match: plan, ask, change in checked steps, put back what does not get ready.",
  "help.verb.audit.examples": "provctl audit                      who began what, and how it ended\nprovctl audit verify               the chain, and what each machine remembers of it\nprovctl audit verify production    of another folder",
  "help.verb.audit.summary": "Tell who did what; with verify, prove that the journal was not rewritten.",
  "help.verb.build.examples": "provctl build                        everything resolved, as YAML\nprovctl build production -o json     as JSON\nprovctl build --render               unit files, property lists, service files",
  "help.verb.build.summary": "Print the compiled desired state, or the very files that would be installed.",
  "help.verb.cat.examples": "provctl cat api                    every file of api\nprovctl cat api web                of several\nprovctl cat web-1/api              of one machine",
  "help.verb.cat.summary": "Print the files that would be installed for services.",
  "help.verb.completion.examples": "source <(provctl completion bash)                                   in ~/.bashrc\nprovctl completion zsh > \"${fpath[1]}/_provctl\"                     once\nprovctl completion fish > ~/.config/fish/completions/provctl.fish   once",
  "help.verb.completion.summary": "Print a completion script for a shell.",
  "help.verb.destroy.examples": "provctl destroy production                 show it, ask, remove it\nprovctl destroy --target web-9/*           of one machine\nprovctl destroy --auto-approve             do not ask",
  "help.verb.destroy.summary": "Remove everything that this stack owns from its machines.",
  "help.verb.diff.examples": "provctl diff                     everything that differs\nprovctl diff production          of another folder\nprovctl diff --target web-1/*    of one machine",
  "help.verb.diff.summary": "Print the differences between machines and desired state; exit 0 same, 1 differs, 2 trouble.",
  "help.verb.doctor.examples": "provctl doctor                     everything\nprovctl doctor -o json             for a program\nprovctl doctor --state-dir /srv/p  with another state folder",
  "help.verb.doctor.summary": "Look at what provctl itself needs, and say what would help.",
  "help.verb.drift.examples": "provctl drift                        all of it\nprovctl drift production -o json     for a program\nprovctl apply --refresh-only         put it back",
  "help.verb.drift.summary": "Show what moved on the machines though nobody declared it; exit 2 when something did.",
  "help.verb.events.examples": "provctl events                     the newest of every stack\nprovctl events production          of one stack\nprovctl events --run 8c1f -o json  of one run, one JSON object a line",
  "help.verb.events.summary": "Print the journal, event by event.",
  "help.verb.explain.examples": "provctl explain service                  all fields of a service\nprovctl explain service.spec.rollout     one of them, with what is below\nprovctl explain stack.spec.maxPrune      what it means and what is possible",
  "help.verb.explain.summary": "Explain a kind or a field of the desired state.",
  "help.verb.fmt.examples": "provctl fmt                  every file of this folder\nprovctl fmt production       of another one\nprovctl fmt --check          change nothing, exit 1 when something would be",
  "help.verb.fmt.summary": "Write the desired state in its one form; comments stay.",
  "help.verb.forget.examples": "provctl forget api                      on all its machines\nprovctl forget web-1/api                on one\nprovctl forget api --auto-approve       do not ask",
  "help.verb.forget.summary": "Let go of services: they keep running, and are no longer ours.",
  "help.verb.get.examples": "provctl get services                    what is ready, and why what is not\nprovctl get instances api -o wide       with process ids, restarts and commits\nprovctl get machines -o json            for a program",
  "help.verb.get.summary": "List services, instances, machines or holds as they are now.",
  "help.verb.history.examples": "provctl history                    the newest of every stack\nprovctl history production         of one stack\nprovctl history --last 5 -o json   for a program",
  "help.verb.history.summary": "List the runs that changed something, and how they ended.",
  "help.verb.init.examples": "provctl init                          in this folder\nprovctl init production               in the folder production\ngit init shop && provctl init shop    in a new repository",
  "help.verb.init.summary": "Write a first desired state with an owner id of its own.",
  "help.verb.lease.examples": "provctl lease list                 of every machine\nprovctl lease list web-1           of one\nprovctl lease break web-1          when its holder is dead",
  "help.verb.lease.summary": "List who may change which machine, or take that from a run that is dead.",
  "help.verb.logs.examples": "provctl logs api                   the newest lines\nprovctl logs api web -f            follow several\nprovctl logs --since 10m           everything of the last ten minutes",
  "help.verb.logs.summary": "Print what services wrote, from all machines together.",
  "help.verb.plan.examples": "provctl plan production                       what would be done\nprovctl plan production --out plan.json       and keep it for provctl apply plan.json\nprovctl plan --target api --detailed-exitcode only api; exit 2 when it differs",
  "help.verb.plan.summary": "Show what an apply would do and why; change nothing.",
  "help.verb.reload.examples": "provctl reload nginx               on all its machines\nprovctl reload web-1/nginx         on one\nprovctl reload nginx haproxy       several",
  "help.verb.reload.summary": "Let declared services read their configuration again.",
  "help.verb.restart.examples": "provctl restart api                on all its machines\nprovctl restart web-1/api          on one\nprovctl restart api -o json        one JSON object a line",
  "help.verb.restart.summary": "Restart declared services and wait until they are ready.",
  "help.verb.rollout.examples": "provctl rollout status             of every service\nprovctl rollout status api         of one\nprovctl rollout retry api          the next apply tries the rejected release again",
  "help.verb.rollout.summary": "Tell how far services are with their release, or have a rejected one tried again.",
  "help.verb.show.examples": "provctl show plan.json                        for people\nprovctl show plan.json -o json                for programs\nprovctl show plan.json --format markdown      for a pull request",
  "help.verb.show.summary": "Print a saved plan.",
  "help.verb.start.examples": "provctl start api                          started, and no longer held\nprovctl start ticker -- sh -c 'date; sleep 9'   a service without any file\nprovctl start ticker -e TZ=UTC -- ./ticker with something in its environment",
  "help.verb.start.summary": "Start declared services and end their hold, or run a command as a service that is declared nowhere.",
  "help.verb.status.examples": "provctl status                     this folder\nprovctl status production          another one\nprovctl status -o json             for a program",
  "help.verb.status.summary": "Look at everything once: how it stands, and what is not as it should be.",
  "help.verb.stop.examples": "provctl stop api --reason reindex    apply leaves it alone until start\nprovctl stop web-1/api               on one machine\nprovctl stop --adhoc ticker          what start NAME -- COMMAND… began",
  "help.verb.stop.summary": "Stop services and hold them stopped until they are started again.",
  "help.verb.tree.examples": "provctl tree                       this folder\nprovctl tree production            another one\nprovctl tree --color always | less -R",
  "help.verb.tree.summary": "Show the stack, its machines and what runs on each.",
  "help.verb.validate.examples": "provctl validate                             this folder\nprovctl validate production --format sarif   for code scanning\nprovctl validate --format github             as annotations of a pull request",
  "help.verb.validate.summary": "Tell everything that is wrong in the desired state, and where.",
  "hint.deletions-withheld": {"one":"{count} removal is withheld; everything else is planned.","other":"{count} removals are withheld; everything else is planned."},
  "hint.looks-renamed": "{from} → {to} looks like a rename. If it is one, add renamedFrom: [{from}] to {to}; otherwise one is removed and the other created.",
  "hint.names-nothing": "\"{name}\" names no service, instance or machine of this plan.",
  "hint.targeted": "Only a part was planned (--target, --exclude); the rest may differ too.",
  "probe.broken": "the connection to port {port} broke ({code})",
  "probe.command-failed": "the command could not run: {detail}",
  "probe.command-status": "the command exited with {status}",
  "probe.foreign-listener": "port {port} belongs to another process ({holder})",
  "probe.http-status": "{path} answered {status}",
  "probe.listener.no-answer": "the machine did not say whose port {port} is",
  "probe.listener.no-process": "the instance's process was gone when port {port} was looked at",
  "probe.listener.no-tool": "the machine has neither /proc nor lsof to tell whose port {port} is",
  "probe.listener.not-permitted": "this login may not see whose port {port} is",
  "probe.no-answer": "no answer within {timeoutMs} ms",
  "probe.no-word": "the machine did not say",
  "probe.not-listening": "nothing listens on port {port}",
  "problem.artifact-differs": "\"{source}\" is not what sha256 says",
  "problem.artifact-not-https": "\"{source}\" is not an https address",
  "problem.artifact-without-sha256": "the artifact has no sha256",
  "problem.bad-account": "{field} \"{value}\" is not a user or group",
  "problem.bad-address": "\"{value}\" is not an address",
  "problem.bad-amount": "{field} {value} is not an amount",
  "problem.bad-cron": "\"{schedule}\" is not a schedule",
  "problem.bad-directive-name": "\"{value}\" cannot be a directive",
  "problem.bad-duration": "{field} \"{value}\" is not a duration",
  "problem.bad-env-name": "\"{value}\" cannot be the name of an environment variable",
  "problem.bad-http-path": "{field} \"{value}\" is not a path",
  "problem.bad-label-name": "\"{value}\" cannot be the name of a label",
  "problem.bad-label-value": "{field} \"{value}\" cannot be the value of a label",
  "problem.bad-mode": "{field} \"{value}\" is not a mode",
  "problem.bad-name": "{field} \"{value}\" is not a name",
  "problem.bad-owner-id": "\"{value}\" is not an owner id",
  "problem.bad-plist-key": "\"{value}\" cannot be a key of a property list",
  "problem.bad-secret-name": "\"{value}\" cannot be the name of a secret",
  "problem.bad-selector": "\"{part}\" is not a selector",
  "problem.bad-sha256": "this is not a SHA-256",
  "problem.bad-size": "{field} \"{value}\" is not a size",
  "problem.bad-text": "{field} \"{value}\" is not allowed",
  "problem.bad-variable-name": "\"{value}\" cannot be the name of a variable",
  "problem.choice-missing": "{in} says too little",
  "problem.choice-twice": "{in} says too much: {given}",
  "problem.command-empty": "the program has no name",
  "problem.command-is-text": "{field} is one text",
  "problem.command-relative": "\"{program}\" depends on where it is started",
  "problem.contents-too-large": "all files together are too large",
  "problem.control-character": "there is a control character here: {character}",
  "problem.date": "dates are not read",
  "problem.deadline-too-short": "nothing can be ready for {minReady} within {progressDeadline}",
  "problem.dependency-cycle": "services depend on each other: {cycle}",
  "problem.depends-on-itself": "service \"{name}\" depends on itself",
  "problem.duplicate-check": "there are two checks named \"{name}\"",
  "problem.duplicate-key": "\"{key}\" is here twice",
  "problem.duplicate-machine": "there are two machines named \"{name}\"",
  "problem.duplicate-name": "there are two of the kind {kind} named \"{name}\"",
  "problem.duplicate-port-name": "there are two ports named \"{name}\"",
  "problem.empty-list": "{field} is empty",
  "problem.env-reserved": "\"{name}\" is set by provctl",
  "problem.expanded-too-long": "this text gets too long when its placeholders are expanded",
  "problem.file-collision": "\"{what}\" has two owners on machine \"{machine}\": {one} and {other}",
  "problem.file-is-link": "\"{file}\" is a symbolic link",
  "problem.file-not-regular": "\"{file}\" is not a regular file",
  "problem.file-not-utf8": "\"{file}\" is not UTF-8",
  "problem.file-too-heavy": "\"{file}\" has too much in it",
  "problem.file-too-large": "\"{file}\" is too large: {size} bytes",
  "problem.file-unreadable": "cannot read \"{file}\" ({cause})",
  "problem.files-too-heavy": "with \"{file}\" there is too much desired state",
  "problem.folder-unreadable": "cannot read the folder \"{folder}\" ({cause})",
  "problem.include-cycle": "folders include each other: {cycle}",
  "problem.include-empty": "\"{folder}\" holds no desired state",
  "problem.include-outside": "\"{folder}\" leads out of the repository",
  "problem.include-overlaps": "\"{folder}\" and \"{other}\" lie within each other",
  "problem.jump-cycle": "machines are reached over each other: {cycle}",
  "problem.leading-zero": "{written} without quotes is the number {read}",
  "problem.line-break": "there is a line break in this text",
  "problem.lone-surrogate": "this is half of a character",
  "problem.machine-called-local": "a machine of a fleet cannot be called \"local\"",
  "problem.max-below-delay": "maxDelay {maxDelay} is shorter than delay {delay}",
  "problem.missing-field": "\"{field}\" is missing in {in}",
  "problem.more-problems": "and {count} more problems that are not shown",
  "problem.name-of-system": "\"{name}\" is a service of the system",
  "problem.name-with-suffix": "the name \"{name}\" ends like a unit file",
  "problem.no-files": "\"{folder}\" holds no desired state",
  "problem.no-kind": "this document has no kind",
  "problem.no-port": "the service has no port",
  "problem.no-ports": "unknown port \"{name}\": the service has none",
  "problem.no-stack": "\"{folder}\" has no Stack",
  "problem.no-time": "{field} is no time at all",
  "problem.no-value": "{field} has no value",
  "problem.not-a-flag": "{field} must be true or false, not {value}",
  "problem.not-a-list": "{field} must be a list, not {value}",
  "problem.not-a-mapping": "{field} must be a mapping, not {value}",
  "problem.not-a-number": "{field} must be a number, not {value}",
  "problem.not-a-plain-value": "{field} cannot be {value}",
  "problem.not-a-port-reference": "{field} must name a port, not {value}",
  "problem.not-a-resource": "this is not desired state",
  "problem.not-a-text": "{field} must be a text, not {value}",
  "problem.not-a-text-or-secret": "{field} must be a text or name a secret, not {value}",
  "problem.not-a-whole-number": "{field} must be a whole number, not {value}",
  "problem.not-quoted": "{field} must be a text, not {value}",
  "problem.not-yet-field": "\"{field}\" is not in this version yet",
  "problem.not-yet-value": "{field} \"{value}\" is not in this version yet",
  "problem.number-not-finite": "this is not a finite number",
  "problem.patch-misses": "there is no {kind} \"{name}\" to patch",
  "problem.patch-renames": "a patch cannot rename \"{name}\"",
  "problem.path-not-absolute": "\"{path}\" is not a plain absolute path",
  "problem.path-taken": "\"{path}\" belongs to provctl or the system",
  "problem.placeholder-not-quoted": "{field} is a mapping",
  "problem.port-beyond-range": "port {port} (\"{name}\") is beyond 65535",
  "problem.port-collision": "port {what} is taken twice on machine \"{machine}\": by {one} and {other}",
  "problem.release-hidden": "\"{{release}\" comes out of another placeholder or an escaped brace",
  "problem.release-not-here": "\"{{release}\" is not known here",
  "problem.reload-missing": "\"{path}\" asks for a reload, and the service has none",
  "problem.renamed-from-declared": "\"{name}\" cannot have been \"{old}\": that is still declared",
  "problem.renamed-twice": "\"{old}\" cannot have become both \"{name}\" and \"{other}\"",
  "problem.reserved-key": "\"{key}\" cannot be a key",
  "problem.selector-matches-nothing": "selector \"{selector}\" matches no machine of fleet \"{fleet}\" ({labels})",
  "problem.selector-without-fleet": "a selector chooses machines of a fleet",
  "problem.selector-without-labels": "selector \"{selector}\" matches no machine of fleet \"{fleet}\", which has no labels",
  "problem.several-stacks": "there is more than one Stack: {names}",
  "problem.source-is-link": "\"{source}\" is a symbolic link",
  "problem.source-lfs-pointer": "git has only a Git LFS pointer for \"{source}\"",
  "problem.source-missing": "there is no file \"{source}\"",
  "problem.source-outside": "\"{source}\" leads out of the repository",
  "problem.source-too-large": "\"{source}\" is too large",
  "problem.source-unreadable": "cannot read \"{source}\" ({cause})",
  "problem.toml-syntax": "this is not TOML: {detail}",
  "problem.too-deep": "this is nested too deeply",
  "problem.too-large": "{field} {value} is too large",
  "problem.too-long": "{field} is too long",
  "problem.too-many-aliases": "there are more than {most} aliases in this file",
  "problem.too-many-documents": "there are more than {most} documents",
  "problem.too-many-files": "there are more than {most} files of desired state",
  "problem.too-many-includes": "more than {most} folders are included",
  "problem.too-many-instances": "there would be {count} instances",
  "problem.too-many-values": "there are more than {most} values in this file",
  "problem.too-small": "{field} {value} is too small",
  "problem.unknown-field": "unknown field \"{field}\" in {in}",
  "problem.unknown-fleet": "unknown fleet \"{name}\"",
  "problem.unknown-jump": "unknown machine \"{name}\" to jump over",
  "problem.unknown-kind": "unknown kind \"{kind}\"",
  "problem.unknown-label": "machine \"{machine}\" has no label \"{label}\"",
  "problem.unknown-placeholder": "unknown placeholder {{{name}}",
  "problem.unknown-port": "unknown port \"{name}\"",
  "problem.unknown-profile": "unknown profile \"{name}\"",
  "problem.unknown-service": "unknown service \"{name}\"",
  "problem.unknown-time-zone": "unknown time zone \"{zone}\"",
  "problem.unknown-value": "unknown {field} \"{value}\"",
  "problem.unknown-version": "unknown version \"{version}\"",
  "problem.unsupported-field": "the backend {backend} cannot honour {field}",
  "problem.without-schedule": "\"{field}\" means nothing without a schedule",
  "problem.yaml-alias": "there is no anchor of this name",
  "problem.yaml-directive": "this directive is not known",
  "problem.yaml-escape": "this escape sequence is not known",
  "problem.yaml-indent": "the indentation does not fit",
  "problem.yaml-key": "this is no key",
  "problem.yaml-merge-key": "merge keys are not read",
  "problem.yaml-missing-char": "something is missing here",
  "problem.yaml-multiline-key": "a key goes over more than one line",
  "problem.yaml-nested-mapping": "there are two mappings in one line",
  "problem.yaml-scalar-start": "a text cannot begin with this character",
  "problem.yaml-syntax": "this is not YAML: {detail}",
  "problem.yaml-tab": "a tab indents this line",
  "problem.yaml-tag": "the tag {tag} is not read",
  "problem.yaml-unclosed": "a bracket or brace is not closed",
  "problem.yaml-unexpected": "this does not belong here",
  "reason.adoptable": "there already, to be taken over",
  "reason.backend-changed": "its backend changed",
  "reason.boot-differs": "start at boot differs",
  "reason.converged": "as declared",
  "reason.definition-changed": "its definition changed",
  "reason.destroy-requested": "asked to be removed",
  "reason.edited-by-hand": "edited by hand",
  "reason.excluded": "left out",
  "reason.failed": "failed",
  "reason.file-drifted": "a file of it was changed",
  "reason.files-changed": "its files changed",
  "reason.foreign": "something that is not ours has this name",
  "reason.forget-requested": "asked to be let go",
  "reason.held": "held",
  "reason.mark-copied": "its mark was written for another machine or path",
  "reason.not-declared": "no longer declared; prune is on",
  "reason.not-installed": "not installed yet",
  "reason.not-loaded": "not loaded as it is installed",
  "reason.not-running": "does not run",
  "reason.other-owner": "owned by another stack",
  "reason.overridden": "overridden beside our file",
  "reason.protected": "protected",
  "reason.prune-off": "no longer declared; prune is off",
  "reason.put-back": "its last good release is put back",
  "reason.rejected": "this release was rejected",
  "reason.renamed": "renamed",
  "reason.replace-requested": "asked for",
  "reason.running-old-definition": "runs an older definition",
  "reason.secret-changed": "a secret changed",
  "reason.stop-requested": "asked for",
  "reason.unit-missing": "its file is missing",
  "reason.unreachable": "its machine did not answer",
  "reason.unsupported": "its backend cannot do that",
  "refusal.backend-not-here": "this machine has no {backend}",
  "refusal.boot-without-crontab": "starting with the machine needs crontab, which is not here",
  "refusal.cwd-relative": "{path} is not an absolute path",
  "refusal.definition-too-large": "all of it is {bytes} bytes long; a line of a unit file holds a million",
  "refusal.env-name": "\"{name}\" is no name for an environment variable",
  "refusal.env-reserved": "{name} is set by provctl or the service manager",
  "refusal.launchd-key-reserved": "{name} follows from the other fields",
  "refusal.launchd-key-unknown": "\"{name}\" is no key of a property list",
  "refusal.launchd-value": "{name} has a value that no property list can hold",
  "refusal.no-reload": "the service declares none: provctl explain service.spec.reload",
  "refusal.program-dot-dot": "\"{program}\" has a .. in it",
  "refusal.program-empty": "\"{program}\" is no program",
  "refusal.program-prefix": "the service manager reads the first character of \"{program}\" as an order to itself",
  "refusal.program-relative": "\"{program}\" is neither an absolute path nor a bare name; a relative one needs cwd",
  "refusal.program-unusable": "\"{program}\" is no program",
  "refusal.schedule-inexact": "\"{cron}\" in {timeZone} cannot be said exactly",
  "refusal.schedule-missed": "missed runs are made up only after a sleep, not after a time without power",
  "refusal.secret-name": "a secret needs a name that a shell can export; \"{name}\" is none",
  "refusal.stop-signal-fixed": "it always stops with SIGTERM, never {signal}",
  "refusal.systemd-directive-reserved": "{name} follows from the other fields or tells what runs",
  "refusal.systemd-directive-unknown": "\"{name}\" is no directive of unit, service, install or timer",
  "refusal.text-control-character": "a control character would be dropped or end the line",
  "refusal.text-not-unicode": "it holds what Unicode calls no character",
  "refusal.text-nul": "an argument ends at a zero byte",
  "refusal.text-too-long": "it is longer than an argument may be (131071 bytes)",
  "refusal.unit-name": "\"{name}\" cannot name a unit",
  "refusal.unsupported-field": "it has nothing of that kind",
  "refusal.user-name": "\"{name}\" is no account name",
  "refusal.user-without-root": "only root runs a service as {user}",
  "why.blocked": "what it waits for waits for it",
  "why.changed-meanwhile": "it changed while it was looked at",
  "why.completed": "its program ended, though it should go on running",
  "why.core-dump": "its program crashed",
  "why.core-dump-with": "its program crashed (status {value})",
  "why.crashlooping-with": "its program ended by itself (restarts: {value})",
  "why.deadline-with": "not ready in time: {value}",
  "why.denied": "it was denied",
  "why.dependency": "a service that it depends on is not ready",
  "why.exit-code": "its program ended with an error",
  "why.exit-code-with": "its program ended with status {value}",
  "why.halted": "the rollout was halted",
  "why.interrupted": "it was interrupted",
  "why.min-ready": "it is to stay up for a while longer",
  "why.moved": "it changed after it was planned",
  "why.not-installed": "it is not installed",
  "why.not-running": "it does not run",
  "why.oom-kill": "it used more memory than there was for it",
  "why.plan-used": "this plan was applied already",
  "why.process-unclear": "its process could not be looked at",
  "why.record-unreadable": "the record of its process cannot be read",
  "why.release-missing": "that release is no longer on the machine",
  "why.running-old-definition": "it still runs an older definition",
  "why.service-failed": "the same service failed elsewhere",
  "why.signal": "a signal ended its program",
  "why.signal-with": "a signal ended its program (status {value})",
  "why.stale-action-with": "something else is to be done about {value} by now",
  "why.stale-commit": "another commit is checked out",
  "why.stale-definition-with": "{value} is declared differently by now",
  "why.stale-denial": "it would be denied by now",
  "why.stale-denial-with": "{value} would be denied by now",
  "why.stale-dirty": "there are other uncommitted changes",
  "why.stale-fingerprint-with": "{value} is no longer what the plan saw",
  "why.stale-machine-with": "{value} is another machine by now",
  "why.stale-release-with": "{value} has another release by now",
  "why.stale-stack": "it is of another stack",
  "why.start-limit-hit": "its program ended too often and is not started again",
  "why.start-limit-hit-with": "its program ended too often, the last time with status {value}, and is not started again",
  "why.starting": "it is still starting",
  "why.stopping": "it is still stopping",
  "why.superseded": "another run took over",
  "why.supervisor-died": "its supervisor is gone",
  "why.timeout": "it took too long to start or stop",
  "why.timeout-with": "it took too long to start or stop (status {value})",
  "why.unplanned": "it was not planned",
  "why.unreachable": "its machine did not answer",
  "why.unsupervised": "it runs without its supervisor",
};
