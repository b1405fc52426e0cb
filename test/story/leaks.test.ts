/**
 * What people, logs, probes and the database see while the cloud goes wrong in every way the sandbox knows: nothing of a request
 * to it. The local keys and tokens stand nowhere else, so that finding one is a leak.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CloudFaultSpec } from '../../sandbox/alicloud/cloud.ts';
import { MID, openStage, ORDERS, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ cloudTimeouts: { readMs: 400, orderMs: 400 } });
});
afterAll(() => stage.close());

const ECHO =
  'server string to sign is:POST&%2F&AccessKeyId%3Dsandbox-key-id Signature=abc SecurityToken=x sandbox-key-secret';

/** One of each kind: the compiler asks for a new one when the sandbox learns it. */
const KINDS: Readonly<Record<CloudFaultSpec['kind'], CloudFaultSpec>> = {
  error: { kind: 'error', code: 'SignatureDoesNotMatch', message: ECHO },
  throttle: { kind: 'throttle' },
  no_code: { kind: 'no_code' },
  html: { kind: 'html' },
  empty: { kind: 'empty' },
  null_body: { kind: 'null_body' },
  hang: { kind: 'hang' },
  drop_before: { kind: 'drop_before' },
  drop_after: { kind: 'drop_after' },
  delay: { kind: 'delay', ms: 1000 },
};

/** Every row of every table of ours and of the job engine, as text. */
async function rows(): Promise<string> {
  const { db } = stage.store();
  const tables = await sql<{ name: string }>`select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`.execute(db);
  const texts = await Promise.all(
    tables.rows.map(({ name }) => sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(db)),
  );
  expect(tables.rows.length).toBeGreaterThan(6);
  return texts.flatMap((found) => found.rows.map(({ row }) => row)).join('\n');
}

function leaksIn(text: string): readonly string[] {
  const { cloud, slack } = stage;
  const secrets = [
    ...[cloud.accessKeyId, cloud.accessKeySecret, slack.botToken, slack.appToken, slack.signingSecret],
    ...['Signature', 'SignatureNonce', 'SecurityToken', 'AccessKeyId'].flatMap((name) => [`${name}=`, `${name}%3D`]),
    ...['string to sign', 'troubleshoot', 'response_url', `${slack.url}/response`, cloud.url, new URL(cloud.url).host],
    ...['Tengine', '<html>'],
  ];
  return secrets.filter((secret) => text.includes(secret));
}

async function everything(): Promise<Readonly<Record<string, string>>> {
  const pages = await Promise.all(['/metrics', '/readyz', '/healthz'].map((path) => stage.http(path)));
  const http = pages.map(({ body }) => body).join('\n');
  return { slack: JSON.stringify(stage.slack.calls), log: stage.logged.join('\n'), database: await rows(), http };
}

describe('while the cloud goes wrong', () => {
  it.each(Object.entries(KINDS))('in all it is asked for a form: %s', async (_, fault) => {
    const before = stage.cloud.calls.length;
    stage.cloud.fault({ ...fault, times: 100 });
    await stage.sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await stage.sre.waitsForModal();
    await expect.poll(() => stage.cloud.calls.length).toBeGreaterThan(before);
    await expect.poll(() => stage.sre.sees().join('\n')).not.toContain('Looking up');
    stage.cloud.clearFaults();
    await stage.sre.closes();
  });

  it.each<readonly [string, CloudFaultSpec]>([
    ['is refused', { ...KINDS.error, times: 20 }],
    ['is answered with a page of a proxy', { kind: 'html', effect: true }],
  ])('when an order is placed, which %s', async (_, fault) => {
    stage.cloud.fault({ ...fault, action: 'ModifyInstanceSpec' });
    stage.cloud.fault({ kind: 'drop_before', action: 'QueryOrders' });
    await stage.sre.types('/redis-resize r-bp1sessions0001 redis.shard.mid.2.ce', { in: '#payments' });
    await stage.sre.waitsForModal();
    await stage.sre.fills({ reason: 'x' });
    await stage.sre.submits();
    await stage.reaches(fault.kind === 'error' ? 'failed' : 'completed');
    await stage.quiet();
    stage.cloud.clearFaults();
    await stage.sre.closes().catch(() => undefined);
  });

  it('nothing of a request to it reaches Slack, the log, the database or who asks by HTTP', async () => {
    for (const [place, text] of Object.entries(await everything())) {
      expect(text.length, place).toBeGreaterThan(1000);
      expect(leaksIn(text), place).toEqual([]);
    }
  });

  it('the search would have found it', async () => {
    expect(leaksIn(ECHO).length).toBeGreaterThan(4);
    const { slack, log, database } = await everything();
    for (const text of [slack, log, database]) expect(text).toContain('SignatureDoesNotMatch');
  });
});
