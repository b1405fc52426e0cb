import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallRecord, OrderRecord } from '../../sandbox/alicloud/cloud.ts';
import { readArguments } from '../../sandbox/demo/arguments.ts';
import { compiled } from '../compiled.ts';
import { WISH } from '../../sandbox/demo/cast.ts';
import { checkStory, type StoryFacts } from '../../sandbox/demo/checks.ts';

describe('the demo', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'redis-resize-demo-test-'));
  });
  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells the whole story over Socket Mode, ends well with --once, and leaves nothing behind', async () => {
    const { code, text } = await demo(['--once']).ended;
    expectWholeStory(text);
    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);

  it('tells it over signed HTTP, stays up with an address, and a signal takes everything down', async () => {
    const running = demo(['--http']);
    await running.says('Ctrl-C ends it');
    expectWholeStory(running.text());
    const page = /http:\/\/127\.0\.0\.1:\d+\/sandbox\/\?as=U0SRE1&channel=C0PAYMENTS/.exec(running.text())?.[0] ?? '';
    expect((await fetch(page)).status).toBe(200);
    const health = /http:\S+\/readyz/.exec(running.text())?.[0] ?? '';
    expect((await fetch(health)).status).toBe(200);
    expect((await fetch(/http:\S+\/sandbox\/console\//.exec(running.text())?.[0] ?? '')).status).toBe(200);
    // The commands that it names work beside it.
    const named = [...running.text().matchAll(/npx redis-resize (.*)/g)].map(([, args = '']) => args.split(' '));
    expect(named.map(([first]) => first)).toEqual(['doctor', 'explain', 'requests', 'audit', 'audit']);
    const [, , requests = [], audit = []] = named;
    expect((await run(['src/cli.ts', ...requests]).ended).text).toContain('completed orders-cache');
    expect((await run(['src/cli.ts', ...audit]).ended).text).toContain('Audit log intact');
    const bot = Number(/process (\d+)/.exec(running.text())?.[1]);
    running.signal('SIGINT');
    expect((await running.ended).code).toBe(0);
    expect(() => process.kill(bot, 0)).toThrow('ESRCH');
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);

  it('tells the sale: up with one approval, told ahead, and back on Monday, with the clock moved', async () => {
    const { code, text } = await demo(['--once', '--story', 'sale']).ended;
    expect(text).toContain('told ten minutes ahead');
    expect(text).toContain('✓ the return needed no approval of its own');
    expect(text).not.toContain('✗');
    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);

  it('says how it is used when it is used wrongly', async () => {
    const { code, text } = await demo(['--twice']).ended;
    expect(text).toContain("Unknown option '--twice'.");
    expect(text).toContain('Usage: npm run demo');
    expect(code).toBe(2);
  });

  function expectWholeStory(text: string): void {
    expect(text).toContain('Mei Lin asks, in #payments');
    expect(text).toContain(`types   /redis-resize ${WISH.instanceId} ${WISH.to}`);
    expect(text).toContain('@ana approved.');
    expect(text).toMatch(/POST ModifyInstanceSpec 2015-01-01, signature verified, answered 200/);
    expect(text).toContain('✓ exactly one ModifyInstanceSpec reached the cloud');
    expect(text).not.toContain('✗');
    // No colours where nobody sees them.
    expect(text).not.toContain('\u001B');
    // Under 15 s when nothing else runs; here other tests do.
    expect(Number(/The story took (\S+) s\./.exec(text)?.[1])).toBeLessThan(30);
  }

  const demo = (args: readonly string[]) => run(['sandbox/demo.ts', ...args]);

  function run(args: readonly string[]) {
    const child = spawn(process.execPath, ['--liftoff-only', ...args], {
      env: { PATH: process.env['PATH'], TMPDIR: folder, ...compiled() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(child);
    let text = '';
    const hear = (chunk: Buffer): void => {
      text += chunk.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    return {
      text: () => text,
      says: (wanted: string) => expect.poll(() => text, { timeout: 25_000 }).toContain(wanted),
      signal: (name: NodeJS.Signals) => child.kill(name),
      ended: new Promise<{ readonly code: number | null; readonly text: string }>((resolve) => {
        child.on('close', (code) => resolve({ code, text }));
      }),
    };
  }
});

const CONFIRM = `Approve this change?\n${WISH.name} (${WISH.instanceId}): ${WISH.from} → ${WISH.to}. CN¥42.13 to pay.`;
const ASKED = `@sre, @mei wants to resize ${WISH.name}: ${WISH.from} → ${WISH.to}.`;
const AGREED = '@ana approved.';
const ORDERED = 'Order 207226234310042 placed.';
const DONE = `@mei, done: ${WISH.name} is now ${WISH.to} (2 GB).`;

describe('what the demo checks', () => {
  it('finds nothing in a story that is as told', () => {
    expect(deviations(facts())).toEqual([]);
  });

  it.each<[string, Partial<StoryFacts>]>([
    ['nothing was delivered', { deliveries: [] }],
    ['1 were not: timed_out', { deliveries: [{ verdict: 'acknowledged', ackMs: 4 }, { verdict: 'timed_out' }] }],
    ['it was the same person', { approver: 'mei' }],
    ['the thread does not name @ana', { thread: [ASKED, ORDERED, DONE] }],
    ['it does not say 42.13', { confirm: CONFIRM.replace('42.13', '?') }],
    [`it does not say ${WISH.instanceId}, ${WISH.from}, ${WISH.to}, 42.13`, { confirm: undefined }],
    ['2 did', { cloudCalls: [call(), call()] }],
    ['it was a GET', { cloudCalls: [call({ method: 'GET' })] }],
    ['its address held Action', { cloudCalls: [call({ queryNames: ['Action'] })] }],
    ['its signature was not verified', { cloudCalls: [call({ signatureVerified: false })] }],
    ['it was refused: Throttling.User', { cloudCalls: [call({ ok: false, code: 'Throttling.User' })] }],
    [
      'InstanceClass was x instead of ' + WISH.to,
      { cloudCalls: [call({ params: { ...PARAMS, InstanceClass: 'x' } })] },
    ],
    ['InstanceId was not given instead of ' + WISH.instanceId, { cloudCalls: [call({ params: {} })] }],
    ['unknown: Coupon', { cloudCalls: [call({ unknownParameters: ['Coupon'] })] }],
    ['it is Unpaid', { orders: [order({ status: 'Unpaid' })] }],
    ['the thread does not say 9900', { orders: [order({ orderId: '9900' })] }],
    [`it is Changing, and its class is x`, { instance: { instanceClass: 'x', status: 'Changing' } }],
    ['the thread does not tell the order and then the new class', { thread: [ASKED, AGREED, DONE, ORDERED] }],
    ['the line does not say @mei', { thread: [ASKED, AGREED, ORDERED, DONE.replace('@mei', 'mei')] }],
    ['2 were posted', { cards: 2 }],
    ['it was never edited', { edits: 0 }],
    ['it still has its buttons', { card: '[Approve] [Reject]' }],
    ['the card does not say 207226234310042', { card: 'rr-7k3f9qx2' }],
    ['none of them names rr-7k3f9qx2', { mirror: ['something else'] }],
  ])('finds that %s', (deviation, otherwise) => {
    expect(deviations({ ...facts(), ...otherwise })).toContain(deviation);
  });

  it('finds that nothing was ordered', () => {
    const found = deviations({ ...facts(), cloudCalls: [], orders: [] });
    expect(found).toEqual(expect.arrayContaining(['0 did', 'there was none', '0 orders exist']));
  });
});

describe('the arguments of the demo', () => {
  it.each([
    [[], { once: false, mode: 'socket', port: undefined }],
    [['--once', '--http'], { once: true, mode: 'http', port: undefined }],
    [['--port', '4010'], { once: false, mode: 'socket', port: 4010 }],
    [['--port=65535'], { once: false, mode: 'socket', port: 65_535 }],
  ])('%j', (args, options) => {
    expect(readArguments(args)).toEqual({ kind: 'run', options: { story: 'change', ...options } });
  });

  it('--story names one of the stories, and says which there are', () => {
    expect(readArguments(['--story', 'sale'])).toMatchObject({ kind: 'run', options: { story: 'sale' } });
    expect(readArguments(['--story', 'fair'])).toEqual({
      kind: 'wrong',
      problem: 'There is no story “fair”. There are: change, sale.',
    });
  });

  it.each([[['--port', '0']], [['--port', '65536']], [['--port', '4e3']], [['--port']], [['once']], [['--once=no']]])(
    '%j is wrong',
    (args) => expect(readArguments(args).kind).toBe('wrong'),
  );

  it('--help wins', () => expect(readArguments(['--help', '--once'])).toEqual({ kind: 'help' }));
});

function deviations(of: StoryFacts): readonly string[] {
  return checkStory(of).flatMap(({ deviation }) => deviation ?? []);
}

const PARAMS = {
  InstanceId: WISH.instanceId,
  InstanceClass: WISH.to,
  AutoPay: 'true',
  EffectiveTime: 'Immediately',
  ForceUpgrade: 'false',
  ClientToken: 'rr-7k3f9qx2-0123456789',
};

function call(otherwise: Partial<CallRecord> = {}): CallRecord {
  return {
    at: 0,
    method: 'POST',
    path: '/',
    action: 'ModifyInstanceSpec',
    version: '2015-01-01',
    params: PARAMS,
    contentType: 'application/x-www-form-urlencoded',
    queryNames: [],
    signatureVerified: true,
    unknownParameters: [],
    ok: true,
    httpStatus: 200,
    ...otherwise,
  };
}

function order(otherwise: Partial<OrderRecord> = {}): OrderRecord {
  return {
    orderId: '207226234310042',
    subOrderId: '207226234310042001',
    instanceId: WISH.instanceId,
    regionId: 'cn-hangzhou',
    wasClass: '',
    operator: '',
    status: 'Paid',
    direction: 'UPGRADE',
    chargeType: 'PrePaid',
    createdAt: 0,
    original: 421_300,
    discount: 0,
    trade: 421_300,
    currency: 'CNY',
    target: {} as OrderRecord['target'],
    waitsForWindow: false,
    usageEnd: '2026-12-01T00:00:00Z',
    ...otherwise,
  };
}

function facts(): StoryFacts {
  return {
    wish: WISH,
    requester: 'mei',
    approver: 'ana',
    confirm: CONFIRM,
    deliveries: [{ verdict: 'acknowledged', ackMs: 12 }],
    cloudCalls: [call()],
    orders: [order()],
    instance: { instanceClass: WISH.to, status: 'Normal' },
    cards: 1,
    edits: 3,
    card: 'Done. Order 207226234310042\nrr-7k3f9qx2 · rule “prod needs one of SRE”',
    thread: [ASKED, AGREED, ORDERED, DONE],
    mirror: ['rr-7k3f9qx2 orders-cache: completed.'],
  };
}
