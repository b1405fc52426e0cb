/** What a collector sees: every step of a request in one trace, with its calls, and no secret. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startTracing, traceOf } from '../../src/ops/otlp.ts';
import { openStage } from '../story/stage.ts';
import { startCollector } from './collector.ts';
import { startReceiver } from './receiver.ts';

const KEY = 'key-of-the-collector';
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function collecting(key = KEY) {
  const collector = await startCollector(KEY);
  ends.push(collector.close);
  const warned: object[] = [];
  const log = { warn: (facts: object) => void warned.push(facts) };
  const { endpoint } = collector;
  const tracing = startTracing({ endpoint, headers: { 'x-key': key }, proxy: undefined, version: '0', log });
  return { collector, tracing, warned };
}

describe('spans', () => {
  it('of work are in the trace of each of its requests; its calls are below the first', async () => {
    const { collector, tracing } = await collecting();
    await tracing.span('job watch', ['rr-1', 'rr-2'], () => {
      tracing.called('cloud', 'DescribeInstances', 'ok', 0.01);
      return Promise.resolve();
    });
    const failing = tracing.span('job order', ['rr-1'], async () => {
      await Promise.resolve();
      tracing.called('cloud', 'ModifyInstanceSpec', 'Throttling.User', 0.01);
      throw new Error('geheim');
    });
    await expect(failing).rejects.toThrow();
    await tracing.stop(2_000);
    const [one, two] = [traceOf('rr-1'), traceOf('rr-2')];
    const about = ({ 'redis_resize.request': id, outcome }: Readonly<Record<string, unknown>>) => [id, outcome];
    expect(collector.spans.map((span) => [span.name, span.traceId, ...about(span.attributes), span.failed])).toEqual([
      ['job watch', one, 'rr-1', 'ok', false],
      ['job watch', two, 'rr-2', 'ok', false],
      ['DescribeInstances', one, undefined, 'ok', false],
      ['job order', one, 'rr-1', 'failed', true],
      ['ModifyInstanceSpec', one, undefined, 'Throttling.User', true],
    ]);
    const [first, second, call] = collector.spans;
    expect([second?.links[0]?.spanId, call?.parentSpanId, first?.parentSpanId]).toEqual([
      first?.spanId,
      first?.spanId,
      undefined,
    ]);
    expect([collector.faults(), collector.bodies.join('').includes('geheim')]).toEqual([[], false]);
  });

  it('of work that turns out to be about a request, and of calls after its end, find it', async () => {
    const { collector, tracing } = await collecting();
    let late: () => void = () => undefined;
    await tracing.span('job intake', ['submission'], () => {
      late = () => tracing.called('slack', 'views.update', 'ok', 0.01);
      tracing.about('rr-3');
      return new Promise<void>((resolve) => {
        setImmediate(() => {
          resolve();
          setImmediate(late);
        });
      });
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await tracing.stop(2_000);
    expect(collector.spans.map(({ name, traceId }) => [name, traceId])).toEqual([
      ['job intake', traceOf('rr-3')],
      ['views.update', traceOf('rr-3')],
    ]);
    expect(collector.faults()).toEqual([]);
  });

  it('that the collector refuses are told once, and disturb nothing', async () => {
    const { collector, tracing, warned } = await collecting('another-key');
    expect(await tracing.span('job order', [], () => Promise.resolve(7))).toBe(7);
    await tracing.stop(2_000);
    expect([collector.spans, warned]).toEqual([[], [{ reason: '401' }]]);
  });
});

it('one request is one trace, from its form to its webhook, and no secret leaves', async () => {
  const collector = await startCollector(KEY);
  const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
  const receiver = await startReceiver(secret, Date.now);
  ends.push(collector.close, receiver.close);
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: `x-key=${KEY}`,
    AUDIT_WEBHOOK_URL: receiver.url,
    AUDIT_WEBHOOK_SECRET: secret,
  };
  const stage = await openStage({ env });
  const { id } = await stage.ask({ reason: 'our private reason' });
  await stage.sre.presses('Approve');
  await stage.reaches('completed');
  await stage.quiet();
  const delivered = () => receiver.taken.filter(({ subject }) => subject === id).map(({ data }) => data.kind);
  await expect.poll(delivered, { timeout: 10_000 }).toContain('completed');
  await stage.close();
  const names = new Set(collector.spans.filter(({ traceId }) => traceId === traceOf(id)).map(({ name }) => name));
  expect([...names]).toEqual(
    expect.arrayContaining([
      ...['job intake', 'job publish', 'job order', 'job watch', 'audit webhook'],
      ...['ModifyInstanceSpec', 'DescribePrice', 'chat.postMessage', 'chat.update'],
    ]),
  );
  const said = stage.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
  const ms = expect.any(Number) as number;
  const about = said.filter(({ request }) => request === id).map(({ msg, state, actor }) => [msg, state, actor]);
  expect(about).toContainEqual(['approved', 'approved', 'T012AB/U0SRE1']);
  expect(said).toContainEqual(expect.objectContaining({ msg: 'completed', request: id, state: 'completed', ms }));
  const payload = collector.spans.find(({ name }) => name === 'Slack command');
  const opened = collector.spans.find(({ name }) => name === 'views.open');
  expect(opened?.parentSpanId).toBe(payload?.spanId);
  expect(collector.faults()).toEqual([]);
  const sent = collector.bodies.join('');
  const { cloud, slack } = stage;
  for (const text of [cloud.accessKeyId, cloud.accessKeySecret, slack.botToken, slack.appToken, secret, KEY])
    expect(sent).not.toContain(text);
  for (const text of ['private reason', 'U0DEV1', 'Signature', receiver.url]) expect(sent).not.toContain(text);
});

it('without an endpoint nothing of OpenTelemetry is loaded', () => {
  const src = join(import.meta.dirname, '../../src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const importing = (what: RegExp) => files.filter((file) => what.test(readFileSync(join(src, file), 'utf8')));
  expect(importing(/from '@opentelemetry/)).toEqual(['ops/otlp.ts']);
  expect(importing(/from '.*\/otlp\.ts'/)).toEqual([]);
  expect(importing(/await import\('.*\/otlp\.ts'\)/)).toEqual(['app.ts']);
});
