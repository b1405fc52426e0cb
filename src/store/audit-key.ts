/** The key of the audit chain. With one its links are HMACs, so that writing to the database is not enough to forge them. */
import { createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

export interface AuditKey {
  readonly secret: string;
  /** Names the key, and tells nothing of it. */
  readonly id: string;
}

export function auditKeyOf(secret: string | undefined): AuditKey | undefined {
  if (secret === undefined) return undefined;
  return { secret, id: createHmac('sha256', secret).update('redis-resize audit key').digest('hex').slice(0, 12) };
}

/** The chain is made with another key than this process has, or only one of them has none. */
export class OtherAuditKey extends Error {
  override readonly name = 'OtherAuditKey';

  constructor(keyId: string | null, key: AuditKey | undefined) {
    super(sentence(keyId, key?.id));
  }
}

function sentence(keyId: string | null, own: string | undefined): string {
  if (own === undefined) return `the audit log is written with a key (${String(keyId)}), and AUDIT_KEY is not set`;
  if (keyId === null) return `the audit log was written with AUDIT_KEY (${own}), and the database no longer says so`;
  return `AUDIT_KEY (${own}) is not the key that the audit log is written with (${keyId})`;
}

/** Why nothing can be written with our key any more: another replica has brought a different one. */
export async function auditKeyTrouble(db: Kysely<Tables>, key: AuditKey | undefined): Promise<string | undefined> {
  const head = await db.selectFrom('audit_head').select('key_id').where('id', '=', 1).executeTakeFirstOrThrow();
  return head.key_id === (key?.id ?? null) ? undefined : new OtherAuditKey(head.key_id, key).message;
}
