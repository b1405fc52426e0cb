import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MID, openStage, ORDERS, SMALL, type Stage } from './stage.ts';

const LARGE = 'redis.master.large.default';
const STAND = 'redis.master.stand.default';
const CLUSTER = 'redis.logic.sharding.2g.4db.0rodb.4proxy.default';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const modal = () => stage.sre.sees().join('\n');
const cards = () =>
  stage
    .cards()
    .map((card) => stage.read(card))
    .join('\n');
const raw = () => JSON.stringify(stage.sre.modal());

async function opens(line: string): Promise<void> {
  await stage.sre.types(`/redis-resize ${line}`, { in: '#payments' });
  await stage.sre.waitsForModal();
  await stage.sre.waitsFor('More about this instance');
}

/** An instance of its own, with 4 GB. */
function aLargerOne(instanceId: string, tags: Record<string, string> = {}): string {
  stage.cloud.addInstance({ instanceId, instanceClass: STAND, tags: { env: 'prod', ...tags }, usedMemoryBytes: 1e6 });
  return instanceId;
}

describe('what stands beside an instance', () => {
  const DIRECT = {
    instanceId: 'r-bp1direct000001',
    instanceClass: CLUSTER,
    directConnection: true,
    temporaryBandwidth: true,
    bandwidthPlanUntil: '2030-01-01T00:00:00Z',
    tags: { env: 'prod' },
    usedMemoryBytes: 1e6,
  };

  it('is read and said on the form and on the card, from one look', async () => {
    stage.cloud.addInstance(DIRECT);
    const before = stage.cloud.calls.length;
    await opens(`${DIRECT.instanceId} redis.logic.sharding.4g.8db.0rodb.8proxy.default`);
    await stage.sre.waitsFor("⛔ Direct connection is enabled: shard size and shard count can't change together");
    expect(modal()).toContain('Temporary bandwidth is active until');
    expect(modal()).toContain('Extra bandwidth was purchased until');
    await stage.sre.fills({ reason: 'to grow' });
    await stage.sre.submits();
    await expect.poll(cards).toContain('⛔ Direct connection is enabled');
    const looks = stage.cloud.calls.slice(before).map(({ action }) => action);
    expect(looks.filter((action) => action === 'DescribeDBInstanceNetInfo')).toHaveLength(1);
    expect(looks.filter((action) => action === 'DescribeIntranetAttribute')).toHaveLength(1);
  });

  it('is said to be unseen where it cannot be read, and holds nobody up', async () => {
    stage.cloud.addInstance({ ...DIRECT, instanceId: 'r-bp1direct000002' });
    stage.cloud.fault({ kind: 'hang', action: 'DescribeDBInstanceNetInfo' });
    stage.cloud.failNext({ code: 'Forbidden.RAM', action: 'DescribeIntranetAttribute' });
    await opens(`r-bp1direct000002 redis.logic.sharding.4g.4db.0rodb.4proxy.default`);
    await stage.sre.waitsFor(
      'Not checked (may block the change): DTS tasks, direct connections, and temporary bandwidth.',
    );
    await stage.sre.closes();
  });
});

describe('the form', () => {
  it('says what the class it was opened with does, and again when another is chosen', async () => {
    await opens(`${ORDERS} ${MID}`);
    await stage.sre.waitsFor('Impact');
    expect(modal()).toContain('Clients may be disconnected once or twice (up to 30 s each) and must reconnect.');
    expect(modal()).toContain('More memory: 1 GB → 2 GB.');
    expect(modal()).toContain('The major version stays 5.0.');
    expect(modal()).not.toContain('Architecture:');

    await stage.sre.fills({ reason: 'to grow', target_class: CLUSTER });
    await stage.sre.waitsFor('Architecture: standard → cluster.');
    expect(modal()).toContain('Some commands and Lua scripts may stop working.');
    expect(modal()).toContain('Clients are disconnected once or twice');
    expect(stage.sre.modal().values['reason']?.['reason']).toMatchObject({ value: 'to grow' });
    await stage.sre.closes();
  });

  it('says when it happens, in the time zone of whoever reads it', async () => {
    await opens(`${ORDERS} ${MID}`);
    await stage.sre.waitsFor('Starts as soon as the order is placed');
    await stage.sre.fills({ effective_time: 'MaintainTime' });
    await stage.sre.waitsFor('Switchover in the maintenance window');
    const [, from, , to] = /maintenance window, <!date\^(\d+)\^([^|]+)\|[^>]+> – <!date\^(\d+)\^/.exec(raw()) ?? [];
    const at = (seconds: string | undefined) => new Date(Number(seconds) * 1000);
    expect([at(from).getUTCHours(), at(to).getUTCHours()]).toEqual([18, 22]);
    expect(at(to).getTime()).toBeGreaterThan(Date.now());
    await stage.sre.closes();
  });

  it('says what a smaller class takes away, and the card says it too', async () => {
    const id = aLargerOne('r-bp1smaller00001');
    await opens(`${id} ${SMALL}`);
    await stage.sre.waitsFor('Fewer connections: 20,000 → 10,000.');
    expect(modal()).toContain('Less bandwidth: 24 → 10 MB/s.');
    expect(modal()).toContain('Less memory: 4 GB → 1 GB.');
    await stage.sre.fills({ reason: 'It is nearly empty' });
    await stage.sre.submits();
    await expect.poll(cards).toContain(id);
    const card = stage.read(stage.cards().at(-1)!);
    expect(card).toContain('Fewer connections: 20,000 → 10,000.');
    expect(card).toContain('Less bandwidth: 24 → 10 MB/s.');
  });

  it('warns of a tag of Terraform', async () => {
    await opens(`${aLargerOne('r-bp1terraform01', { 'managed-by': 'terraform' })} ${LARGE}`);
    await stage.sre.waitsFor('May be managed by Terraform (tag managed-by=terraform).');
    await stage.sre.closes();
    await opens(`${ORDERS} ${MID}`);
    await stage.sre.waitsFor('Impact');
    expect(modal()).not.toContain('Terraform');
    await stage.sre.closes();
  });

  it('says that a class is not offered, and which are; it can be sent all the same', async () => {
    // A list that was read before is remembered for some seconds.
    const own = 'r-bp1notoffered01';
    stage.cloud.addInstance({ instanceId: own, instanceClass: SMALL, tags: { env: 'prod' }, usedMemoryBytes: 1e6 });
    stage.cloud.settings.notSold = [MID];
    await opens(`${own} ${MID}`);
    await stage.sre.waitsFor(
      /redis\.master\.mid\.default isn't available for this instance.*Nearest by memory: .*2 GB/,
    );
    expect(stage.sre.modal().submit).toBe('Submit request');
    await stage.sre.fills({ target_class: LARGE });
    await stage.sre.waitsFor('More memory: 1 GB → 8 GB.');
    expect(modal()).not.toContain("isn't available for this instance");
    stage.cloud.settings.notSold = [];
    await stage.sre.closes();
  });

  it('offers classes with their limits, and says which are more', async () => {
    await opens(ORDERS);
    // What is more than now is known once the instance was read.
    await stage.sre.waitsFor('More about this instance');
    const options = JSON.stringify(await stage.sre.options('target_class', 'redis.master.stand'));
    expect(options).toContain('20,000 connections (more) · 24 MB/s (more) · 80,000 QPS');
    await stage.sre.closes();
  });
});
