/** The composition root of the commands that read what the bot has written. */
import type { AuditLog, AuditSource } from './cli/audit.ts';
import type { Read } from './cli/exit.ts';
import type { ReportSource } from './cli/report.ts';
import type { RequestsSource } from './cli/requests.ts';
import { useProxy } from './cli-init.ts';
import type { Given } from './config/env-file.ts';

/** The database, with its audit log and its requests. */
export async function recordsSource(variables: Given): Promise<Read<AuditSource & RequestsSource>> {
  const { passwordOf, readAuditSettings } = await import('./config/setting.ts');
  const read = readAuditSettings(variables);
  if (read.kind === 'bad') return read;
  const { database, auditKey } = read.value;
  const open = async () => {
    const [{ openArchive }, { auditKeyOf }, { verifyAudit }, { exportAudit }, { archiveAudit, archivedLinks }] =
      await Promise.all([
        import('./store/archive.ts'),
        import('./store/audit-key.ts'),
        import('./store/audit.ts'),
        import('./store/audit-export.ts'),
        import('./store/audit-archive.ts'),
      ]);
    const archive = await openArchive(database);
    const { db } = archive;
    const key = auditKeyOf(auditKey);
    // A snapshot: a bot that writes meanwhile must not look like a chain without an end.
    const snapshot = () => db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
    return {
      verify: ({ expect: expected, archive: files }) => {
        const archived = files === undefined ? undefined : () => archivedLinks(...files);
        return snapshot().execute((trx) => verifyAudit(trx, { key, expected, archived }));
      },
      lines: ({ format, kind: kinds, ...filter }) => exportAudit(db, format, { ...filter, kinds }),
      archive: ({ before, to: file }) => archiveAudit(db, { before, file, key, clock: { now: () => new Date() } }),
      find: (filter: Parameters<typeof archive.find>[0]) => archive.find(filter),
      get: (id: Parameters<typeof archive.get>[0]) => archive.get(id),
      redraw: () => archive.redraw(),
      close: () => archive.close(),
    } satisfies AuditLog & { readonly find: unknown; readonly get: unknown; readonly redraw: unknown };
  };
  return {
    kind: 'ok',
    value: { open, secrets: [...passwordOf(database), ...(auditKey === undefined ? [] : [auditKey])] },
  };
}

/** The same, and the billing of the cloud where this machine has what it takes to ask it. */
export async function reportSource(variables: Given): Promise<Read<ReportSource>> {
  const { passwordOf, policyPath, readAuditSettings, readConfiguration, readSettings } =
    await import('./config/setting.ts');
  const read = readAuditSettings(variables);
  if (read.kind === 'bad') return read;
  const configuration = readConfiguration(policyPath(variables));
  const { environment } = readSettings(variables);
  const open = async () => {
    const [{ openArchive }, { createCloud }, { createLedgers }] = await Promise.all([
      import('./store/archive.ts'),
      import('./alicloud/cloud.ts'),
      import('./workflow/ask/ledger.ts'),
    ]);
    await useProxy(environment);
    const archive = await openArchive(read.value.database);
    const accounts = configuration.kind === 'ok' ? configuration.value.policy.accounts : undefined;
    const cloud = accounts && createCloud({ accounts: () => accounts, keys: () => environment.alibaba });
    return { month: createLedgers(cloud, archive), billing: cloud !== undefined, close: () => archive.close() };
  };
  return { kind: 'ok', value: { open, secrets: passwordOf(read.value.database) } };
}
