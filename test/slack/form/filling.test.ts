import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SlackFault } from '../../../src/core/faults.ts';
import { aChange, anInstance, aUsage } from '../../builders.ts';
import { eventually, MID, openEdge, ORDERS } from '../edge.ts';

const VALUES = { reason: 'Peak memory is at 71 %' };

describe('choosing instances in quick succession', () => {
  const named = (id: string) => anInstance({ instanceId: id, name: `facts-of-${id}` });

  it.each([
    ['the older choice is read first', { first: 0, b: 300, c: 600 }],
    ['the newer choice is read first', { first: 0, b: 600, c: 300 }],
    ['what the form was opened with comes in between', { first: 500, b: 300, c: 800 }],
    ['what the form was opened with comes last', { first: 900, b: 300, c: 300 }],
    ['all at once', { first: 400, b: 400, c: 400 }],
  ])('shows the facts of the last one: %s', async (_, { first, b, c }) => {
    const delays: Record<string, number> = { [ORDERS]: first, 'r-bp1bbb': b, 'r-bp1ccc': c };
    const looked: string[] = [];
    const { sre, logged } = await openEdge({
      desk: {
        instanceView: async (_person, instanceId) => {
          await wait(delays[instanceId]);
          looked.push(instanceId);
          return { kind: 'found', facts: named(instanceId), open: undefined };
        },
      },
    });
    await sre.types(`/redis-resize ${ORDERS}`, { in: '#payments' });
    await sre.waitsForModal();
    await sre.fills({ instance: 'r-bp1bbb' });
    await sre.fills({ instance: 'r-bp1ccc' });
    await eventually(() => looked.length === 3);
    await wait(200);
    const seen = sre.sees().join('\n');
    expect(seen).toContain('facts-of-r-bp1ccc');
    expect(seen).not.toContain('facts-of-r-bp1bbb');
    expect(logged.filter((line) => line.includes('could not be redrawn'))).toEqual([]);
  });

  it('never draws over the receipt', async () => {
    const { sre } = await openEdge({
      desk: {
        instanceView: async (_person, instanceId) => {
          if (instanceId !== ORDERS) await wait(500);
          return { kind: 'found', facts: named(instanceId), open: undefined };
        },
      },
    });
    await sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await sre.waitsFor(`facts-of-${ORDERS}`);
    await sre.fills({ ...VALUES, instance: 'r-bp1bbb' });
    await sre.submits();
    await sre.waitsForModal('Checking…');
    await wait(800);
    expect(sre.modal().title).toBe('Checking…');
  });
});

describe('facts', () => {
  const QUOTE = { currency: 'CNY', originalAmount: '50', discountAmount: '0', tradeAmount: '50' };

  it('are drawn when the instance is there and when all the rest is, and what is on its way is said to be so', async () => {
    const facts = Promise.withResolvers<undefined>();
    const used = Promise.withResolvers<undefined>();
    const price = Promise.withResolvers<undefined>();
    const { sre, slack } = await openEdge({
      desk: {
        instanceView: () => facts.promise.then(() => ({ kind: 'found', facts: anInstance(), open: undefined })),
        usage: () => used.promise.then(() => aUsage()),
        quote: () => price.promise.then(() => ({ kind: 'quoted', quote: QUOTE })),
      },
    });
    const seen = () => sre.sees().join('\n');
    await sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await sre.waitsFor('Loading instance details');
    await sre.fills(VALUES);
    facts.resolve(undefined);
    await sre.waitsFor('Loading the price');
    expect(seen()).toContain('More about this instance');
    expect(seen()).toContain('Loading usage');
    used.resolve(undefined);
    price.resolve(undefined);
    await sre.waitsFor('CN¥50.00 to pay');
    expect(seen()).toContain('71% of 1 GB');
    expect(seen()).not.toContain('Loading');
    expect(sre.modal().values['reason']?.['reason']).toMatchObject({ value: VALUES.reason });
    expect(slack.calls.filter(({ method }) => method === 'views.update').length).toBe(2);
  });

  it('that come together are one drawing', async () => {
    const { sre, slack } = await openEdge({ desk: { usage: () => Promise.resolve(aUsage()) } });
    await sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await sre.waitsFor('71% of 1 GB');
    await sre.waitsFor('to pay');
    expect(slack.calls.filter(({ method }) => method === 'views.update').length).toBeLessThanOrEqual(2);
  });

  it('that come when their time is over are shown all the same', async () => {
    const gates = [0, 1, 2, 3].map(() => Promise.withResolvers<undefined>());
    const [facts, used, price, offer] = gates.map(({ promise }) => promise);
    const { sre, desk } = await openEdge({
      desk: {
        instanceView: () =>
          Promise.resolve(facts).then(() => ({ kind: 'found', facts: anInstance(), open: undefined })),
        usage: () => Promise.resolve(used).then(() => aUsage()),
        quote: () => Promise.resolve(price).then(() => ({ kind: 'quoted', quote: QUOTE })),
        targets: () =>
          Promise.resolve(offer).then(() => [{ name: 'redis.master.large.default', capacityMb: 8192, remark: '' }]),
      },
    });
    await sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await sre.waitsFor("Instance details haven't loaded yet");
    gates[0]?.resolve(undefined);
    await sre.waitsFor(/Available classes couldn't be read/);
    expect(sre.sees().filter((line) => line.includes("Not loaded yet: Alibaba Cloud hasn't"))).toHaveLength(2);
    for (const { resolve } of gates) resolve(undefined);
    await sre.waitsFor('71% of 1 GB');
    await sre.waitsFor('CN¥50.00 to pay');
    await sre.waitsFor("isn't available for this instance");
    await sre.fills(VALUES);
    expect(await sre.submits()).toMatchObject({ ok: true });
    expect(desk.received).toHaveLength(1);
  });

  it('of the same instance stay on the screen while another price is read, with force and business info too', async () => {
    const asked: string[] = [];
    const price = Promise.withResolvers<undefined>();
    const { sre } = await openEdge({
      desk: {
        quote: async (_person, _instance, _region, { forceUpgrade, businessInfo = '' }) => {
          asked.push(`${String(forceUpgrade)} ${businessInfo}`);
          if (forceUpgrade && businessInfo === '') await price.promise;
          return { kind: 'quoted', quote: { ...QUOTE, tradeAmount: businessInfo === '' ? '50' : '40' } };
        },
      },
    });
    await sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await sre.waitsFor('CN¥50.00 to pay');
    await sre.fills({ auto_pay: false });
    await sre.fills({ force_upgrade: true });
    await sre.waitsFor('Loading the price');
    expect(sre.sees().join('\n')).toContain('More about this instance');
    expect(sre.sees().join('\n')).not.toContain('Loading instance details');
    price.resolve(undefined);
    await sre.waitsFor('CN¥50.00 to pay');
    await sre.fills({ business_info: 'promo' });
    await sre.waitsFor('CN¥40.00 to pay');
    expect(asked).toEqual(['false ', 'true ', 'true promo']);
  });

  it('are in the language that is known while Slack does not tell the reader’s own', async () => {
    const { slack, dev } = await openEdge();
    slack.fault({ kind: 'hang', method: 'users.info', ms: 4000, times: 9 });
    await dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await dev.waitsFor('More about this instance', { timeoutMs: 3000 });
  });
});

describe('the form, while it is filled', () => {
  it('is filled although Slack cannot say whether the channel is open', async () => {
    const { sre } = await openEdge({
      desk: { channel: () => Promise.reject(new SlackFault({ code: 'internal_error', temporary: true })) },
    });
    await sre.types(`/redis-resize ${ORDERS}`, { in: '#payments' });
    await sre.waitsFor('orders-cache');
    expect(sre.modal().submit).toBe('Submit request');
  });

  it('says so when something breaks while it is filled, with a reference, and stays a form', async () => {
    let broken = true;
    const { sre, logged } = await openEdge({
      desk: {
        instanceView: () =>
          broken
            ? Promise.reject(new Error('xoxb-secret in a message'))
            : Promise.resolve({ kind: 'found', facts: anInstance(), open: undefined }),
      },
    });
    await sre.types(`/redis-resize ${ORDERS}`, { in: '#payments' });
    const line = await sre.waitsFor('Something went wrong');
    const reference = /[0-9a-f]{8}/.exec(line)?.[0] ?? 'none';
    expect(logged.some((entry) => entry.includes(reference))).toBe(true);
    expect(logged.join('\n')).not.toContain('xoxb-');
    expect(sre.sees().join('\n')).not.toContain('Loading instance details');
    broken = false;
    await sre.fills({ instance: 'sessions' });
    await sre.waitsFor('More about this instance');
  });

  it('warns of a class that may be a typing error, before and after it is filled', async () => {
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const { sre } = await openEdge({
      desk: { instanceView: () => gate.then(() => ({ kind: 'found', facts: anInstance(), open: undefined })) },
    });
    await sre.types(`/redis-resize ${ORDERS} redis.master.mdi.default`, { in: '#payments' });
    await sre.waitsFor('Loading instance details');
    await sre.waitsFor(/Unknown class redis\.master\.mdi\.default.*redis\.master\.mid\.default/);
    go();
    await sre.waitsFor('More about this instance');
    await sre.waitsFor(/Unknown class/);
  });

  it('shows what is stored, when the same form was stored before with other content', async () => {
    const { sre } = await openEdge({
      desk: {
        receive: (inbound) =>
          Promise.resolve(
            inbound.kind === 'form'
              ? {
                  ...inbound,
                  form: { ...inbound.form, change: aChange({ targetClass: 'redis.master.large.default' }) },
                }
              : inbound,
          ),
      },
    });
    await sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await sre.waitsFor('orders-cache');
    await sre.fills(VALUES);
    await sre.submits();
    await sre.waitsForModal('Checking…');
    expect(sre.sees().join('\n')).toContain('redis.master.large.default');
    expect(sre.sees().join('\n')).not.toContain(MID);
  });
});
