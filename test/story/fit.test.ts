import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GIB } from '../../sandbox/alicloud/instance.ts';
import { MID, openStage, ORDERS, SMALL, type Stage } from './stage.ts';

const LARGE = 'redis.master.large.default';
const STAND = 'redis.master.stand.default';
const USAGE = ['DescribeHistoryMonitorValues', 'DescribeMetricList'] as const;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
beforeEach(() => stage.cloud.clearFaults());

afterAll(() => stage.close());

const modal = () => JSON.stringify(stage.sre.modal());

async function opens(line: string): Promise<void> {
  await stage.sre.types(`/redis-resize ${line}`, { in: '#payments' });
  await stage.sre.waitsForModal();
}

/** The card of an instance of its own. */
async function asks(instanceId: string, from: string, to: string, peakMemoryBytes?: number): Promise<string> {
  const peak = peakMemoryBytes === undefined ? {} : { peakMemoryBytes };
  stage.cloud.addInstance({ instanceId, instanceClass: from, tags: { env: 'prod' }, usedMemoryBytes: 1e6, ...peak });
  await opens(`${instanceId} ${to}`);
  await stage.sre.fills({ reason: 'As planned' });
  await stage.sre.submits();
  const card = () =>
    stage
      .cards()
      .map((message) => stage.read(message))
      .find((text) => text.includes(instanceId));
  await expect.poll(card, { timeout: 12_000 }).toBeDefined();
  return card() ?? '';
}

describe('what an instance used', () => {
  it('is on the form, in the class it has and in the one that is asked for', async () => {
    await opens(`${ORDERS} ${MID}`);
    await expect.poll(modal).toContain('▓▓▓▓▓▓▓░░░ 71% of 1 GB');
    expect(modal()).toContain('▓▓▓▓░░░░░░ 36% of 2 GB');
    expect(modal()).toMatch(/Connections [\d,]+ of 10,000/);
    await stage.sre.closes();
  });

  it('is on the card, with the trend of the week', async () => {
    const card = await asks('r-bp1oncard000001', SMALL, MID, 0.71 * GIB);
    expect(card).toMatch(/▓▓▓▓▓▓▓░░░ 71% of 1 GB → 36% of 2 GB\n/);
    expect(card).toMatch(/Used: (\w+ \d+ 0\.\d+,? ?){7}\(GB\)\n/);
  });

  it('refuses a smaller class that cannot hold it, with the numbers and the smallest that can', async () => {
    const cache = 'r-bp1toofull00001';
    // 2.9 GB of 8 GB: 2 GB are too few, 4 GB are enough.
    const memory = { usedMemoryBytes: 2.5 * GIB, peakMemoryBytes: 2.9 * GIB };
    stage.cloud.addInstance({ instanceId: cache, instanceClass: LARGE, tags: { env: 'prod' }, ...memory });
    await opens(`${cache} ${MID}`);
    await stage.sre.fills({ reason: 'It is mostly empty' });
    await stage.sre.submits();
    await expect.poll(modal, { timeout: 5000 }).toContain('is too small for');
    expect(modal()).toContain('2.9 GB');
    expect(modal()).toContain('1.6 GB');
    expect(modal()).toContain(`The smallest class that fits is \`${STAND} (4 GB)\``);
    expect(await stage.store().records.find({ instanceId: cache, limit: 1 })).toEqual([]);
    await stage.sre.closes();
    await stage.sre.types(`/redis-resize why ${cache} ${MID}`, { in: '#payments' });
    await stage.sre.waitsFor(/Right now it would still be refused.*is too small/);
  });

  it('refuses, and the form keeps what was filled in: it is mended and sent from there, each time anew', async () => {
    const cache = 'r-bp1mended000001';
    const memory = { usedMemoryBytes: 2.5 * GIB, peakMemoryBytes: 2.9 * GIB };
    stage.cloud.addInstance({ instanceId: cache, instanceClass: LARGE, tags: { env: 'prod' }, ...memory });
    const refused = () => expect.poll(modal, { timeout: 5000 }).toContain('is too small for');
    await opens(`${cache} ${MID}`);
    await stage.sre.fills({ reason: 'Half of it is\nempty', auto_pay: false, effective_time: 'MaintainTime' });
    await stage.sre.submits();
    await refused();
    // Nothing was mended: it is checked once more, not answered from memory.
    await stage.sre.submits();
    await stage.sre.waitsForModal('Checking…');
    await refused();
    await stage.sre.fills({ target_class: STAND });
    await expect.poll(modal).not.toContain('is too small for');
    await stage.sre.submits();
    const made = () => stage.store().records.find({ instanceId: cache, limit: 5 });
    await expect.poll(made, { timeout: 5000 }).toHaveLength(1);
    expect((await made())[0]).toMatchObject({
      reason: 'Half of it is\nempty',
      change: { targetClass: STAND, autoPay: false, effectiveTime: 'MaintainTime' },
    });
    await stage.sre.closes();
  });

  it('that cannot be read is said to be so on the form', async () => {
    for (const action of USAGE) stage.cloud.fault({ kind: 'html', action, times: 99 });
    await opens('r-bp1cartstair001');
    await expect.poll(modal, { timeout: 4000 }).toContain("Memory couldn't be read");
    expect(modal()).toContain("Connections couldn't be read");
    await stage.sre.closes();
  });

  it('that cannot be read is said on the card of a smaller class, which the cloud then checks', async () => {
    for (const action of USAGE) stage.cloud.fault({ kind: 'html', action, times: 99 });
    const card = await asks('r-bp1unread000001', MID, SMALL);
    expect(card).toContain("couldn't be read");
    expect(card).not.toContain('▓');
  });

  it('that can be read later is looked at by “Refresh”, which says when it speaks against the class', async () => {
    for (const action of USAGE) stage.cloud.fault({ kind: 'html', action, times: 99 });
    const id = 'r-bp1later0000001';
    await asks(id, MID, SMALL, 1.5 * GIB);
    stage.cloud.clearFaults();
    const card = stage.cards().find((message) => stage.read(message).includes(id)) ?? expect.fail('no card');
    await stage.sre.presses('Refresh', { on: { channel: card.channel, ts: card.ts } });
    await stage.sre.waitsFor(/redis\.master\.small\.default is too small for r-bp1later0000001/);
    const [request] = await stage.store().records.find({ instanceId: id, limit: 1 });
    expect(request?.state).toBe('pending');
    expect(request?.usage).toBeUndefined();
  });

  it('that grew beyond the class after the request stops the approval that decides', async () => {
    for (const action of USAGE) stage.cloud.fault({ kind: 'html', action, times: 99 });
    const id = 'r-bp1outgrown0001';
    await asks(id, MID, SMALL, 1.5 * GIB);
    stage.cloud.clearFaults();
    const card = stage.cards().find((message) => stage.read(message).includes(id)) ?? expect.fail('no card');
    await stage.sre2.presses('Approve', { on: { channel: card.channel, ts: card.ts } });
    await stage.sre2.waitsFor(/is no longer possible/);
    const [request] = await stage.store().records.find({ instanceId: id, limit: 1 });
    expect(request).toMatchObject({ state: 'pending', votes: [] });
    expect(stage.orderCalls()).toEqual([]);
  });

  it('that nobody answers for is left off the card of a larger class', async () => {
    for (const action of USAGE) stage.cloud.fault({ kind: 'hang', action, times: 99 });
    const card = await asks('r-bp1hanging00001', SMALL, MID);
    expect(card).not.toMatch(/couldn't be read|▓/);
  });

  it('comes from CloudMonitor where the history cannot be read', async () => {
    stage.cloud.fault({ kind: 'html', action: 'DescribeHistoryMonitorValues', times: 9 });
    const card = await asks('r-bp1monitor00001', MID, LARGE, GIB);
    expect(card).toContain('50% of 2 GB → 13% of 8 GB');
  });
});
