import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/core/policy/digest.ts';
import type { ClickOutcome } from '../../src/workflow/ports.ts';
import { aRequest, aVote, NOON, SRE2 } from '../builders.ts';
import { eventually, openEdge, type EdgeOptions } from './edge.ts';

async function withCard(options: EdgeOptions = {}, state: 'pending' | 'unknown' = 'pending') {
  const edge = await openEdge(options);
  const request = aRequest({ state });
  const card = await edge.bot.notifier.upsertCard(request);
  return { ...edge, request: { ...request, card: { ...card, shows: 1 } } };
}

const answer = (outcome: ClickOutcome) => () => Promise.resolve(outcome);

describe('the buttons of a card', () => {
  it.each([
    ['Approve', 'approve'],
    ['Withdraw', 'withdraw'],
  ])('%s asks first, and then the desk', async (label, button) => {
    // The requester's Slack is Chinese, and so is the card; its buttons are found by their action.
    const { sre, desk } = await withCard({ policy: { locale: 'en' } });
    const pressed = await sre.presses(label);
    expect(pressed.confirm).toContain('orders-cache');
    expect(pressed.ackMs).toBeLessThan(500);
    await eventually(() => desk.pressed.includes(button));
  });

  it('look again when nobody knows', async () => {
    const { sre, desk } = await withCard({ policy: { locale: 'en' } }, 'unknown');
    await sre.presses('Refresh');
    await sre.waitsFor('Refreshed');
    expect(desk.pressed).toEqual(['recheck']);
  });

  it.each<[string, ClickOutcome, RegExp]>([
    ['voted', { kind: 'voted', request: aRequest(), missing: 1 }, /Approval recorded\. 1 more needed/],
    [
      'too late',
      {
        kind: 'refused',
        reason: 'already_decided',
        request: aRequest({ state: 'completed' }),
        by: aVote(aRequest(), SRE2),
      },
      /@tom already approved .*rr-7k3f9qx2.*completed/,
    ],
    [
      'not an approver',
      { kind: 'refused', reason: 'not_an_approver', request: aRequest() },
      /Only sre can approve or reject/,
    ],
    [
      'own request',
      { kind: 'refused', reason: 'own_request', request: aRequest() },
      /can't decide on your own request/,
    ],
    [
      'expired',
      { kind: 'refused', reason: 'request_expired', request: aRequest({ state: 'expired' }) },
      /rr-7k3f9qx2 expired/,
    ],
    ['unknown', { kind: 'refused', reason: 'unknown_request', request: undefined }, /No request .*rr-7k3f9qx2/],
    [
      'no longer allowed',
      {
        kind: 'refused',
        reason: 'no_longer_allowed',
        request: aRequest(),
        rule: { name: 'prod', line: 12 },
        failed: [{ term: 'change.maxPrice', because: 'no', wanted: '40', found: '42.1 CNY' }],
      },
      /closest rule, “prod” \(line 12/,
    ],
    ['a guest', { kind: 'no_access', reason: 'guest' }, /Guests can't use this bot/],
    [
      'the card was old',
      {
        kind: 'refused',
        reason: 'card_changed',
        request: aRequest(),
        drift: { class: { was: 'redis.a', is: 'redis.b' }, rule: { was: 'prod', is: 'prod' } },
      },
      /• class redis\.a → redis\.b/,
    ],
    [
      'the price cannot be read',
      {
        kind: 'refused',
        reason: 'price_unreadable',
        request: aRequest(),
        failure: { kind: 'cloud', code: 'RequestTimeout', requestId: undefined },
      },
      /couldn't be read, so rr-7k3f9qx2 is unchanged/,
    ],
    [
      'it does not fit any more',
      {
        kind: 'refused',
        reason: 'no_longer_fits',
        request: aRequest(),
        misfit: { targetClass: 'redis.small', used: 2e9, limit: 1e9, shard: false, smallest: undefined },
      },
      /redis\.small is too small/,
    ],
    [
      'nothing moved',
      { kind: 'checked', request: aRequest(), at: NOON.toISOString(), quote: aRequest().quote },
      /is unchanged \(checked .*\)\. Price: CN¥42\.10 to pay/,
    ],
    [
      'it was renewed',
      { kind: 'renewed', request: aRequest(), drift: { price: { was: undefined, is: aRequest().quote } } },
      /• price unreadable → CN¥42\.10 to pay/,
    ],
  ])('answer privately: %s', async (_, outcome, wanted) => {
    const { sre, dev, slack } = await withCard({ policy: { locale: 'en' }, desk: { approve: answer(outcome) } });
    await sre.presses('Approve');
    await sre.waitsFor(wanted);
    expect(dev.sees().filter((line) => wanted.test(line))).toEqual([]);
    expect(slack.messages('#payments').filter(({ ephemeralTo }) => ephemeralTo === undefined)).toHaveLength(1);
  });

  it('carry what the card showed, also when it has changed since; a card of an older release shows nothing', async () => {
    const cardDigest: unknown[] = [];
    const { sre, slack, bot, request } = await withCard({
      policy: { locale: 'en' },
      desk: {
        approve: (press) => {
          cardDigest.push(press.cardDigest);
          return Promise.resolve({ kind: 'voted', request: aRequest(), missing: 1 });
        },
      },
    });
    const [old] = slack.messages('#payments');
    if (old === undefined) throw new Error('no card');
    const dearer = { ...request, version: 2, quote: undefined };
    await bot.notifier.upsertCard(dearer);
    await sre.presses('Approve');
    await eventually(() => cardDigest.length === 1);
    await sre.pressesOld(old, 'approve');
    await eventually(() => cardDigest.length === 2);
    const blocks = old.blocks.map((block) => (block.type === 'actions' ? { ...block, block_id: 'decide-1' } : block));
    await sre.pressesOld({ ...old, blocks }, 'approve');
    await eventually(() => cardDigest.length === 3);
    expect(cardDigest).toEqual([digestOf(dearer), digestOf(request), undefined]);
  });

  it('say that they are at work where the decision takes its time, and nothing of the kind where it is there', async () => {
    const decision = Promise.withResolvers<ClickOutcome>();
    const { sre } = await withCard({ policy: { locale: 'en' }, desk: { approve: () => decision.promise } });
    await sre.presses('Approve');
    await sre.waitsFor('Working on it');
    decision.resolve({ kind: 'voted', request: aRequest(), missing: 1 });
    await sre.waitsFor('Approval recorded');

    const quick = await withCard({
      policy: { locale: 'en' },
      desk: { approve: answer({ kind: 'voted', request: aRequest(), missing: 1 }) },
    });
    await quick.sre.presses('Approve');
    await quick.sre.waitsFor('Approval recorded');
    expect(JSON.stringify(quick.slack.messages('#payments'))).not.toContain('Working on it');
  });

  it('give a reference when something breaks, and the log has it too', async () => {
    const { sre, logged } = await withCard({
      policy: { locale: 'en' },
      desk: { mayPress: () => Promise.reject(new Error('xoxb-secret in a message')) },
    });
    await sre.presses('Reject');
    const line = await sre.waitsFor('Something went wrong');
    const reference = /[0-9a-f]{8}/.exec(line)?.[0] ?? 'none';
    expect(logged.some((entry) => entry.includes(reference))).toBe(true);
    expect(logged.join('\n')).not.toContain('xoxb-');
  });

  it('say so when the press could not be stored', async () => {
    const { sre, logged } = await withCard({
      policy: { locale: 'en' },
      desk: { receive: () => Promise.reject(new Error('xoxb-secret in a message')) },
    });
    await sre.presses('Approve');
    await sre.waitsFor('may not have been saved in time');
    expect(logged.join('\n')).not.toContain('xoxb-');
  });

  it('are stored before they are acknowledged, and one click has one id however often it is delivered', async () => {
    const ids: string[] = [];
    const { sre, slack } = await withCard({
      policy: { locale: 'en' },
      desk: {
        approve: ({ id }) => {
          ids.push(id);
          return Promise.resolve({ kind: 'voted', request: aRequest(), missing: 1 });
        },
      },
    });
    slack.fault({ kind: 'redeliver' });
    await sre.presses('Approve');
    await eventually(() => ids.length === 2);
    expect(new Set(ids).size).toBe(1);
    await sre.presses('Approve');
    await eventually(() => ids.length === 3);
    expect(new Set(ids).size).toBe(2);
  });
});

describe('reject', () => {
  it('opens a window for the reason at once, and records it', async () => {
    const reasons: string[] = [];
    const { sre } = await withCard({
      policy: { locale: 'en' },
      desk: {
        reject: ({ reason }) => {
          reasons.push(reason);
          return Promise.resolve({ kind: 'done', request: aRequest({ state: 'rejected' }) });
        },
      },
    });
    await sre.presses('Reject');
    await sre.waitsForModal('Reject rr-7k3f9qx2');
    await sre.fills({ reason: ' too dear ' });
    expect(await sre.submits()).toMatchObject({ ok: true });
    await sre.waitsFor('rr-7k3f9qx2 is rejected');
    expect(reasons).toEqual(['too dear']);
  });

  it('takes the window back from whoever may not', async () => {
    const { sre } = await withCard({
      policy: { locale: 'en' },
      desk: { mayPress: answer({ kind: 'refused', reason: 'not_an_approver', request: aRequest() }) },
    });
    await sre.presses('Reject');
    await sre.waitsFor('Only sre can approve or reject');
    expect(sre.modal().submit).toBeUndefined();
  });

  it('is decided again at the end: somebody else may have been faster', async () => {
    const late = { kind: 'refused', reason: 'already_decided', request: aRequest({ state: 'approved' }) } as const;
    const { sre } = await withCard({ policy: { locale: 'en' }, desk: { reject: answer(late) } });
    await sre.presses('Reject');
    await sre.waitsForModal();
    await sre.fills({ reason: 'no' });
    await sre.submits();
    await sre.waitsFor(/was already approved/);
  });

  it('wants a reason', async () => {
    const { sre, desk } = await withCard({ policy: { locale: 'en' } });
    await sre.presses('Reject');
    await sre.waitsForModal();
    await sre.fills({ reason: '   ' });
    expect((await sre.submits()).ok).toBe(false);
    expect(sre.modal().errors).toHaveProperty('reason');
    expect(desk.pressed).toEqual([]);
  });

  it('says how to go on when the window could not be opened in time', async () => {
    const { sre, slack } = await withCard({ policy: { locale: 'en' } });
    slack.fault({ kind: 'method', method: 'views.open', error: 'expired_trigger_id' });
    await sre.presses('Reject');
    await sre.waitsFor('Press the button again');
  });
});

describe('what this version does not know', () => {
  it('is answered: a button of another version', async () => {
    const { slack, sre } = await withCard({ policy: { locale: 'en' } });
    const [card] = slack.messages('#payments');
    if (card === undefined) throw new Error('no card');
    const old = {
      ...card,
      blocks: [
        {
          type: 'actions',
          block_id: 'old',
          elements: [
            { type: 'button', action_id: 'approve_v0', text: { type: 'plain_text', text: 'OK' }, value: 'rr-1' },
          ],
        },
      ],
    };
    const pressed = await sre.pressesOld(old, 'approve_v0');
    expect(pressed).toMatchObject({ ok: true });
    await sre.waitsFor('from an older version of the bot');
  });

  it('failure 24: is answered and does nothing: a button whose value is not ours', async () => {
    const { slack, sre, desk } = await withCard({ policy: { locale: 'en' } });
    const [card] = slack.messages('#payments');
    if (card === undefined) throw new Error('no card');
    const forged = JSON.parse(
      JSON.stringify(card).replaceAll('"rr-7k3f9qx2"', '"1; drop table request"'),
    ) as typeof card;
    await sre.pressesOld(forged, 'approve');
    await sre.waitsFor('from an older version of the bot');
    expect(desk.pressed).toEqual([]);
  });
});
