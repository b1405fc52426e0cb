import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SlackFault } from '../../src/core/faults.ts';
import { aChange, anInstance } from '../builders.ts';
import { eventually, MID, openEdge, ORDERS } from './edge.ts';

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
        look: async (_person, instanceId) => {
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
        look: async (_person, instanceId) => {
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

describe('the form, while it is filled', () => {
  it('is filled although Slack cannot say whether the channel is open', async () => {
    const { sre } = await openEdge({
      desk: { channel: () => Promise.reject(new SlackFault({ code: 'internal_error', temporary: true })) },
    });
    await sre.types(`/redis-resize ${ORDERS}`, { in: '#payments' });
    await sre.waitsFor('orders-cache');
    expect(sre.modal().submit).toBe('Send request');
  });

  it('says so when something breaks while it is filled, with a reference, and stays a form', async () => {
    let broken = true;
    const { sre, logged } = await openEdge({
      desk: {
        look: () =>
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
    expect(sre.sees().join('\n')).not.toContain('Reading the instance');
    broken = false;
    await sre.fills({ instance: 'sessions' });
    await sre.waitsFor('Class now');
  });

  it('warns of a class that may be a typing error, before and after it is filled', async () => {
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const { sre } = await openEdge({
      desk: { look: () => gate.then(() => ({ kind: 'found', facts: anInstance(), open: undefined })) },
    });
    await sre.types(`/redis-resize ${ORDERS} redis.master.mdi.default`, { in: '#payments' });
    await sre.waitsFor('Reading the instance');
    await sre.waitsFor(/redis\.master\.mdi\.default is not a class we know.*redis\.master\.mid\.default/);
    go();
    await sre.waitsFor('Class now');
    await sre.waitsFor(/is not a class we know/);
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
