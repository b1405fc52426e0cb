/** Emergencies: who is offered one, what it passes, who is told. */
import { afterEach, describe, expect, it } from 'vitest';
import { GIB } from '../../sandbox/alicloud/instance.ts';
import type { PersonDriver } from '../../sandbox/slack/person.ts';
import { MID, ORDERS, openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const GROUPS = `
groups: { backend: [S0BACKEND], sre: [S0SRE] }
rules:
`;
const SECOND = 'The shop is down <!channel> until this is done';
const LARGE = 'redis.master.large.default';

const rule = (name: string, who: string, more: string) =>
  `  - { name: ${name}, who: [${who}], instances: { tags: { env: prod } }, ${more} }\n`;
const GLASS = (approval: string) => rule('emergency', 'sre', `breakGlass: true, approval: ${approval}`);
/** A freeze around now. */
const FREEZE = 'freezes: [{ from: 2020-01-01T00:00:00Z, to: 2090-01-01T00:00:00Z, reason: Big sale }]\n';

async function sends(by: PersonDriver, line = `${ORDERS} ${MID}`) {
  await by.types(`/redis-resize ${line}`, { in: '#payments' });
  await by.waitsForModal();
  await by.fills({ reason: 'Memory is full' });
  await by.submits();
}

async function breaks(by: PersonDriver, reason = SECOND) {
  await by.fills({ confirm: ['true'], second_reason: reason });
  return by.submits();
}

const mirrored = () => stage.slack.messages('C0AUDIT').map((message) => stage.read(message));

describe('a change that no ordinary rule allows', () => {
  it('can be asked for as an emergency by those whom its rule names, and is told to everybody', async () => {
    stage = await openStage({ rules: GROUPS + GLASS('{ from: [sre] }') });
    await sends(stage.sre);
    await stage.sre.waitsFor(/In an emergency, rule “emergency” allows it anyway\. Needs 1 approval from sre/);
    expect(await stage.store().records.find({ limit: 1 })).toEqual([]);

    await stage.sre.fills({ confirm: ['true'], second_reason: '          short' });
    await stage.sre.submits();
    await stage.sre.waitsFor(/Explain why it can't wait/);
    await breaks(stage.sre);
    const { id } = await stage.reaches('pending');
    await stage.quiet();
    expect(await stage.only()).toMatchObject({
      breakGlass: { reason: SECOND, despite: 'no_rule' },
      rule: { name: 'emergency' },
      reason: 'Memory is full',
    });
    await stage.sre.waitsFor(/🚨.*Request rr-\w+ submitted/);
    const [card] = stage.cards();
    expect(stage.read(card!)).toMatch(/🚨 Break glass.*No ordinary rule allows it/s);
    expect(stage.read(card!)).toContain(SECOND);
    expect(stage.thread()[0]).toMatch(/🚨 Break glass: @ana/);
    expect(mirrored()).toHaveLength(1);
    expect(mirrored()[0]).toMatch(
      /🚨 Break glass: @ana wants to resize orders-cache.*Memory is full.*The shop is down/s,
    );
    expect(await stage.store().records.events(id)).toContainEqual(
      expect.objectContaining({
        kind: 'break_glass',
        data: expect.objectContaining({ secondReason: SECOND }) as object,
      }),
    );

    const pressed = await stage.sre2.presses('Approve');
    expect(pressed.confirm).toContain('Approve this emergency?');
    await stage.reaches('completed');
  });

  it('is not offered to others, nor where a rule denies it', async () => {
    const small = rule('small', 'backend', 'change: { maxMemory: 1GB }, approval: none');
    stage = await openStage({ rules: GROUPS + GLASS('none') + small });
    await sends(stage.dev2);
    await stage.dev2.waitsFor(/规则不允许对/);
    expect(JSON.stringify(stage.dev2.modal())).not.toMatch(/emergency|紧急/);
    await stage.dev2.closes();
    stage.configure(
      `${GROUPS + GLASS('none')}  - { name: sealed, deny: Audit, who: ["*"], instances: { ids: [${ORDERS}] } }`,
    );
    await sends(stage.sre);
    await stage.sre.waitsFor(/sealed/);
    expect(JSON.stringify(stage.sre.modal())).not.toMatch(/second_reason|emergency/);
  });
});

describe('an emergency whose card cannot be posted', () => {
  it('is told to everybody before there is one, and in its thread to those who are to be notified', async () => {
    stage = await openStage({ rules: GROUPS + GLASS('{ notify: [U0LEAD] }') });
    await sends(stage.sre);
    await stage.sre.waitsFor(/In an emergency, rule/);
    stage.slack.fault({ kind: 'method', method: 'chat.postMessage', error: 'is_archived', times: 1 });
    await breaks(stage.sre);
    await stage.reaches('completed');
    await stage.quiet();
    const [told] = stage.slack.messages('C0AUDIT');
    const [card] = stage.cards();
    expect(Number(told?.ts)).toBeLessThan(Number(card?.ts));
    expect(mirrored().filter((line) => line.includes('Break glass:'))).toHaveLength(1);
    expect(stage.thread()[1]).toMatch(/No approval needed.*FYI: @priya/s);
  });
});

describe('a freeze', () => {
  it('holds the ordinary request, which an emergency replaces', async () => {
    stage = await openStage({ rules: GROUPS + rule('prod', 'sre', 'approval: none') + GLASS('none') + FREEZE });
    await sends(stage.sre);
    await stage.sre.waitsFor(/This request is on hold until/);
    const first = await stage.reaches('approved');
    await breaks(stage.sre);
    await expect.poll(() => stage.orderCalls().length, { timeout: 15_000 }).toBe(1);
    expect(await stage.store().records.get(first.id)).toMatchObject({ state: 'withdrawn' });
    const [second] = await stage.store().records.find({ limit: 1 });
    expect(second).toMatchObject({ breakGlass: { despite: 'freeze' }, rule: { name: 'emergency' } });
  });

  it('that is over by then leaves the usual approvers in their place', async () => {
    stage = await openStage({
      rules: GROUPS + rule('prod', 'sre', 'approval: { from: [sre] }') + GLASS('none') + FREEZE,
    });
    await sends(stage.sre);
    await stage.sre.waitsFor(/This request is on hold until/);
    stage.configure(GROUPS + rule('prod', 'sre', 'approval: { from: [sre] }') + GLASS('none'));
    await breaks(stage.sre);
    await stage.sre.waitsFor(/already has an open request: rr-\w+ by @/);
    expect((await stage.only()).breakGlass).toBeUndefined();
    expect(stage.orderCalls()).toEqual([]);
  });
});

describe('a class that is too small', () => {
  it('is ordered in an emergency, and only then', async () => {
    const cache = 'r-bp1toofull00001';
    stage = await openStage({ rules: GROUPS + rule('prod', 'sre', 'approval: none') + GLASS('none') });
    const memory = { usedMemoryBytes: 1.5 * GIB, peakMemoryBytes: 1.9 * GIB };
    stage.cloud.addInstance({ instanceId: cache, instanceClass: LARGE, tags: { env: 'prod' }, ...memory });
    await sends(stage.sre, `${cache} ${MID}`);
    await stage.sre.waitsFor(/is too small for/);
    expect(stage.orderCalls()).toEqual([]);
    await breaks(stage.sre);
    await stage.reaches('completed');
    expect((await stage.only()).breakGlass).toMatchObject({ despite: 'does_not_fit' });
  });
});

describe('a lock', () => {
  it('holds for an emergency too', async () => {
    const locks = 'locks: [{ who: [sre], instances: { tags: { env: prod } } }]\n';
    stage = await openStage({ rules: GROUPS + GLASS('none') + locks });
    await sends(stage.sre);
    await stage.sre.waitsFor(/In an emergency, rule/);
    await stage.sre2.types(`/redis-resize lock ${ORDERS} migration`, { in: '#payments' });
    await expect.poll(() => stage.store().records.lockOf(ORDERS)).toBeDefined();
    await breaks(stage.sre);
    await stage.sre.waitsFor(/locked/);
    expect(await stage.store().records.find({ limit: 1 })).toEqual([]);
    expect(stage.orderCalls()).toEqual([]);
  });
});
