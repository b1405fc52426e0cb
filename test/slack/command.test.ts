import { describe, expect, it } from 'vitest';
import type { Person, ResizeRequest } from '../../src/core/request/request.ts';
import type { Desk, RequestFilter } from '../../src/workflow/ports.ts';
import { anInstance, aRequest, DEV, anExplained } from '../builders.ts';
import { MID, openEdge, ORDERS } from './edge.ts';

const CARD = { channelId: 'C0PAYMENTS', ts: '1763899200.000100', shows: 1 };

function requests(...all: ResizeRequest[]) {
  return {
    request: (_: Person, id: string) => Promise.resolve(all.find((request) => request.id === id)),
    requests: (_: Person, { instanceId, requester }: RequestFilter) =>
      Promise.resolve(
        all
          .filter(({ before }) => instanceId === undefined || before.instanceId === instanceId)
          .filter((request) => requester === undefined || request.requester.userId === requester.userId)
          .slice(0, 20),
      ),
  };
}

describe('commands that read', () => {
  it.each([
    ['help', /opens the form/],
    ['', undefined],
    ['stauts', /Did you mean \/redis-resize status/],
    ['r-bp1zxszhcgatnx redis.master.mid', /redis\.master\.mid/],
    ['--coupn x', /--coupn is not an option of this command.*Did you mean --coupon/s],
    ['withdraw', /Missing: request ID/],
    [`--business-info ${'x'.repeat(101)}`, /is too long \(at most 100 characters\)/],
    ['why r-bp1zxszhcgatnx', /Missing: class, size or step/],
  ])('/redis-resize %s', async (text, wanted) => {
    const { sre } = await openEdge();
    const typed = await sre.types(`/redis-resize ${text}`.trim(), { in: '#payments' });
    expect(typed).toMatchObject({ ok: true });
    if (wanted === undefined) await sre.waitsForModal();
    else if (text.startsWith('r-')) await sre.waitsForModal();
    else await sre.waitsFor(wanted);
  });

  it('status shows the card, privately, with the way to it', async () => {
    const { sre, slack } = await openEdge({ desk: requests(aRequest({ card: CARD })) });
    await sre.types('/redis-resize status rr-7k3f9qx2', { in: '#payments' });
    await sre.waitsFor('Waiting for 1 more approval');
    const [message] = slack.messages('#payments');
    expect(message?.ephemeralTo).toBe('U0SRE1');
    expect(JSON.stringify(message?.blocks)).toContain('/archives/C0PAYMENTS/p1763899200000100|');
    expect(JSON.stringify(message?.blocks)).not.toContain('"button"');
  });

  it('status without an id shows what the person has open', async () => {
    const { dev, sre } = await openEdge({ desk: requests(aRequest()), policy: { locale: 'en' } });
    await sre.types('/redis-resize status', { in: '#payments' });
    await sre.waitsFor('You have no open request');
    await dev.types('/redis-resize status', { in: '#payments' });
    await dev.waitsFor('orders-cache');
  });

  it('status without an id finds what the person has open under many newer ones of others', async () => {
    const others = Array.from({ length: 25 }, () => aRequest({ requester: { ...DEV, userId: 'U0DEV2' } }));
    const own = aRequest({ id: 'rr-00000own' });
    const { dev } = await openEdge({ desk: requests(...others, own), policy: { locale: 'en' } });
    await dev.types('/redis-resize status', { in: '#payments' });
    await dev.waitsFor('rr-00000own');
  });

  it('history of nothing says how to begin', async () => {
    const { sre } = await openEdge({ desk: requests() });
    await sre.types('/redis-resize history', { in: '#payments' });
    await sre.waitsFor('No requests here yet');
  });

  it('status of an instance shows its newest request; of a strange id, that there is none', async () => {
    const { sre } = await openEdge({ desk: requests(aRequest({ state: 'completed' })) });
    await sre.types(`/redis-resize status ${ORDERS}`, { in: '#payments' });
    await sre.waitsFor('Done');
    await sre.types('/redis-resize status rr-00000000', { in: '#payments' });
    await sre.waitsFor(/No request .*rr-00000000/);
    await sre.types('/redis-resize status r-bp1nothing', { in: '#payments' });
    await sre.waitsFor(/No requests for .*r-bp1nothing/);
  });

  it('list and history show what there is', async () => {
    const failed = aRequest({
      id: 'rr-failed00',
      state: 'failed',
      failure: { kind: 'cloud', code: 'PaymentMethodNotFound', requestId: undefined },
    });
    const { sre } = await openEdge({ desk: requests(aRequest(), failed) });
    await sre.types('/redis-resize list', { in: '#payments' });
    await sre.waitsFor('Open requests');
    await sre.types(`/redis-resize history ${ORDERS}`, { in: '#payments' });
    await sre.waitsFor(`History of ${ORDERS}`);
    await sre.waitsFor('no payment method');
  });

  it('why tells the verdict in words', async () => {
    const verdict = {
      kind: 'denied',
      reason: 'no_rule',
      nearest: {
        rule: { name: 'prod needs two', line: 40 },
        failed: [{ term: 'change.maxMemory', because: 'no', wanted: '16GB', found: '32GB' }],
      },
      approvers: undefined,
    } as const;
    const { sre } = await openEdge({
      desk: {
        why: () =>
          Promise.resolve({ kind: 'judged', instance: anInstance(), quote: undefined, ...anExplained(verdict) }),
      },
    });
    await sre.types(`/redis-resize why ${ORDERS} ${MID}`, { in: '#payments' });
    await sre.waitsFor('Allows at most 16GB of memory; the new class has 32GB');
  });

  it('why takes the times of the person’s own clock, and says when they are none', async () => {
    const asked: unknown[] = [];
    const why: Desk['why'] = (...question) => {
      asked.push(question.at(5));
      return Promise.resolve({ kind: 'refused', reason: 'instance_not_found', detail: { instanceId: ORDERS } });
    };
    const { sre, slack } = await openEdge({ desk: { why } });
    const types = (start: string) =>
      sre.types(`/redis-resize why ${ORDERS} ${MID} --start ${start}`, { in: '#payments' });
    await types('09:00');
    await sre.waitsFor('No instance');
    // ana is in Madrid.
    const nine = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Madrid', timeStyle: 'short' });
    expect(asked.map((at) => nine.format(new Date(String(at))))).toEqual(['09:00']);
    await types('2020-01-01 09:00');
    await sre.waitsFor(/must be in the future \(got .*2020-01-01 09:00/);
    await types('2199-01-01T09:00Z');
    await sre.waitsFor(/must be within a year/);
    expect(slack.users.find(({ id }) => id === 'U0SRE1')?.tz).toBe('Europe/Madrid');
    expect(asked).toHaveLength(1);
  });

  it('asks for the zone of a time that Slack tells no clock for', async () => {
    const { sre, slack } = await openEdge();
    slack.fault({ kind: 'method', method: 'users.info', error: 'fatal_error', times: 20 });
    await sre.types(`/redis-resize ${ORDERS} ${MID} --start mon 09:00`, { in: '#payments' });
    await sre.waitsFor(/Slack didn't return your time zone/, { timeoutMs: 10_000 });
    expect(sre.modals()).toEqual([]);
  });

  it('withdraw goes to the desk', async () => {
    const { sre, desk } = await openEdge();
    await sre.types('/redis-resize withdraw RR-7K3F9QX2', { in: '#payments' });
    await sre.waitsFor(/rr-7k3f9qx2 is withdrawn/);
    expect(desk.pressed).toEqual(['withdraw']);
  });

  it('answers nobody who may not be here', async () => {
    const { guest } = await openEdge({
      desk: { ...requests(aRequest()), authorize: () => Promise.resolve({ kind: 'no_access', reason: 'guest' }) },
    });
    await guest.types('/redis-resize list', { in: '#payments' });
    await guest.waitsFor("Guests can't use this bot");
    expect(guest.sees().join('\n')).not.toContain('orders-cache');
  });

  it('tells how to try again when the form came too late', async () => {
    const { sre, slack } = await openEdge();
    slack.fault({ kind: 'method', method: 'views.open', error: 'expired_trigger_id' });
    await sre.types(`/redis-resize ${ORDERS} ${MID} --reason "more & <more>"`, { in: '#payments' });
    await sre.waitsFor(`/redis-resize ${ORDERS} ${MID} --reason`);
  });
});
