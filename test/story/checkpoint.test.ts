import { afterEach, expect, it } from 'vitest';
import { exportAudit } from '../../src/store/audit-export.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const DAY = 24 * 3_600_000;
const checkpoints = () =>
  stage.slack
    .messages('#audit')
    .map((message) => stage.read(message))
    .filter((line) => /checkpoint/i.test(line));

it('the mirror channel gets what the audit log came to, once for each day with activity', async () => {
  stage = await openStage();
  await stage.dev.types('/redis-resize lock r-bp1zxszhcgatnx a migration', { in: '#payments' });
  await stage.quiet();
  expect(checkpoints()).toEqual([]);
  // At the start what is due is looked for, as it is once a minute.
  for (const days of [1, 0]) {
    stage.later(days * DAY);
    await stage.restart();
    await stage.quiet();
  }
  expect(checkpoints()).toHaveLength(1);
  const [, seq = '', hash = ''] = /(\d+):([0-9a-f]{64})/.exec(checkpoints()[0] ?? '') ?? [];
  const { db } = stage.store();
  expect(await verifyAudit(db, { expected: { seq: Number(seq), hash } })).toMatchObject({ found: Number(seq) });
  for await (const line of exportAudit(db, 'jsonl', { kinds: ['audit_checkpoint'] })) {
    expect(JSON.parse(line)).toMatchObject({ actor: 'bot', data: { seq: Number(seq), hash } });
  }
});
