import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { anInstance, aRequest } from '../../builders.ts';
import { eventually, MID, openEdge, ORDERS } from '../edge.ts';

const VALUES = { reason: 'Peak memory is at 71 %' };

describe.each(['socket', 'http'] as const)('the form, by %s', (mode) => {
  it('opens at once, fills itself, is stored, and shows what became of it', async () => {
    const { slack, bot, desk, sre } = await openEdge({ mode });
    const typed = await sre.types(`/redis-resize ${ORDERS} ${MID} --at maintain --coupon best`, { in: '#payments' });
    expect(typed.ok).toBe(true);
    expect(typed.ackMs).toBeLessThan(500);
    const methods = () => slack.calls.map(({ method }) => method);
    await sre.waitsFor('orders-cache');
    expect(methods().indexOf('views.open')).toBeLessThan(methods().indexOf('views.update'));
    expect(await sre.fills(VALUES)).toMatchObject({ ok: true });
    const { id: formId } = sre.modal();
    const submitted = await sre.submits();
    expect(submitted).toMatchObject({ ok: true });
    const id = expect.stringMatching(`^${formId}:t`) as string;
    const pushed = expect.stringMatching(`^confirm:${formId}:t`) as string;
    expect(desk.received).toEqual([
      {
        // The answer lies on top of the form: what the rules say of it was not shown.
        ...{ id, viewId: formId, pushed },
        person: { teamId: 'T012AB', userId: 'U0SRE1' },
        channelId: 'C0PAYMENTS',
        instanceId: ORDERS,
        region: undefined,
        reason: VALUES.reason,
        change: {
          targetClass: MID,
          autoPay: true,
          coupon: 'best',
          effectiveTime: 'MaintainTime',
          forceUpgrade: false,
          businessInfo: undefined,
        },
      },
    ]);
    await sre.waitsForModal('Checking…');
    const [submission] = desk.received;
    if (submission === undefined) throw new Error('nothing was received');
    await bot.notifier.answerSubmission(submission, { kind: 'created', request: aRequest() });
    await sre.waitsForModal('Submitted');
    await sre.waitsFor('rr-7k3f9qx2');
  });
});

describe('the form', () => {
  it('is acknowledged before any call of Slack, also when Slack hangs', async () => {
    const { slack, dev } = await openEdge();
    slack.fault({ kind: 'hang', method: 'views.open', ms: 6000 });
    slack.fault({ kind: 'hang', method: 'users.info', ms: 6000, times: 5 });
    const typed = await dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    expect(typed.ok).toBe(true);
    expect(typed.ackMs).toBeLessThan(500);
    const line = await dev.waitsFor(`/redis-resize ${ORDERS} ${MID}`, { timeoutMs: 6000 });
    expect(line).toBeTruthy();
  });

  it('is in the language of its reader', async () => {
    const { dev } = await openEdge();
    await dev.types(`/redis-resize ${ORDERS}`, { in: '#payments' });
    await dev.waitsForModal('变更 Redis 规格');
    await dev.waitsFor('当前规格');
  });

  it('reads the facts of another instance when one is chosen, and keeps what was typed', async () => {
    const asked: string[] = [];
    const { sre } = await openEdge({
      desk: {
        instanceView: (_person, instanceId) => {
          asked.push(instanceId);
          return Promise.resolve({
            kind: 'found',
            facts: anInstance({ instanceId, name: instanceId === ORDERS ? 'orders-cache' : 'sessions' }),
            open: undefined,
          });
        },
      },
    });
    await sre.types(`/redis-resize ${ORDERS}`, { in: '#payments' });
    await sre.waitsFor('orders-cache');
    await sre.fills({ reason: 'because', instance: 'sessions' });
    await sre.waitsFor(/Instance.*sessions|sessions r-bp1sessions/);
    await eventually(() => asked.length === 2);
    expect(asked).toEqual([ORDERS, 'r-bp1sessions']);
    expect(sre.modal().values['reason']?.['reason']).toMatchObject({ value: 'because' });
  });

  it('offers classes of the chosen instance, and takes a full name as typed', async () => {
    const { sre } = await openEdge();
    await sre.types(`/redis-resize ${ORDERS}`, { in: '#payments' });
    await sre.waitsFor('orders-cache');
    const offered = await sre.options('target_class', '');
    expect(offered).toMatchObject([{ text: { text: `${MID} (2 GB)` }, value: MID }]);
    const typed = await sre.options('target_class', 'tair.rdb.8g');
    expect(typed[0]).toMatchObject({ value: 'tair.rdb.8g' });
    const instances = await sre.options('instance', '');
    expect(instances[0]).toMatchObject({
      text: { text: `orders-cache · ${ORDERS} · cn-hangzhou · 1 GB` },
      value: ORDERS,
    });
  });

  it('answers with what is there when the cloud is too slow for a list', async () => {
    const { sre } = await openEdge({
      desk: { search: () => wait(10_000, { items: [], more: false }, { ref: false }) },
    });
    await sre.types('/redis-resize', { in: '#payments' });
    await sre.waitsForModal();
    expect(await sre.options('instance', 'r-bp1abcdef')).toMatchObject([{ value: 'r-bp1abcdef' }]);
  });

  it('names what is wrong at its field and stores nothing', async () => {
    const { sre, desk } = await openEdge();
    await sre.types(`/redis-resize ${ORDERS} redis.master.small.default`, { in: '#payments' });
    await sre.waitsFor('orders-cache');
    await sre.fills({ reason: ' ' });
    expect((await sre.submits()).ok).toBe(false);
    expect(Object.keys(sre.modal().errors).sort()).toEqual(['reason', 'target_class']);
    expect(desk.received).toEqual([]);
  });

  it('offers the coupons of the price, none, the best one, and a number as it is typed', async () => {
    const asked: string[] = [];
    const coupons = [
      { couponNo: '50036370', name: 'Spring', description: '12 off', selected: false },
      { couponNo: '50036371', name: '<!channel> '.repeat(20), description: '', selected: false },
    ];
    const { sre } = await openEdge({
      desk: {
        quote: (_person, _instance, _region, { targetClass, coupon }) => {
          asked.push(`${targetClass} ${coupon}`);
          const paid = { originalAmount: '50', discountAmount: '0', tradeAmount: '50' };
          const less = { originalAmount: '50', discountAmount: '12', tradeAmount: '38' };
          const offered = coupons.map((one) => ({ ...one, selected: one.couponNo === coupon }));
          const quote = { currency: 'CNY', ...(coupon === 'none' ? paid : less), coupons: offered };
          return Promise.resolve({ kind: 'quoted', quote });
        },
      },
    });
    await sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await sre.waitsFor('CN¥50.00 to pay now for the rest of the term');
    const values = async (text: string) =>
      (await sre.options('coupon_no', text)).map((one) => (one as { value?: string }).value);
    expect(await values('')).toEqual(['none', 'best', '50036370', '50036371']);
    expect(await values('spring')).toEqual(['spring', '50036370']);
    expect(await values('777')).toEqual(['777']);
    expect(await values('not a coupon')).toEqual([]);
    await sre.fills({ coupon_no: '50036370' });
    await sre.waitsFor('CN¥50.00 list − CN¥12.00 discount = CN¥38.00 to pay');
    await sre.waitsFor('Includes coupon “Spring”.');
    expect(sre.sees().join('\n')).toContain('Spring · 50036370');
    await sre.fills({ target_class: 'redis.master.large.default' });
    await eventually(() => asked.includes('redis.master.large.default 50036370'));
  });

  it('asks the rules with the start that is picked, from which a temporary change counts', async () => {
    const starts: (string | undefined)[] = [];
    const { sre } = await openEdge({
      desk: {
        quote: (_person, _instance, _region, { until }, _channel, startAt) => {
          if (until !== undefined) starts.push(startAt);
          return Promise.resolve({ kind: 'none', code: 'Throttling' });
        },
      },
    });
    const [start, until] = [1, 3].map((days) => Math.ceil(Date.now() / 60_000) * 60 + days * 86_400) as [
      number,
      number,
    ];
    await sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await sre.waitsFor('orders-cache');
    await sre.fills({ until });
    await eventually(() => starts.length > 0);
    await sre.fills({ start_at: start });
    await eventually(() => starts.at(-1) === new Date(start * 1_000).toISOString());
  });

  it.each([
    ['2d', 2 * 86_400],
    ['', 0],
  ])(
    'shows a length as an end that is not before the start can be (start %j), and sends the length',
    async (start, after) => {
      const { sre, desk, bot } = await openEdge();
      const line = `/redis-resize ${ORDERS} ${MID} --until 3d${start === '' ? '' : ` --start ${start}`}`;
      const about = Date.now() / 1_000 + after + 3 * 86_400;
      const shown = () => {
        const block = sre.modal().blocks.find(({ block_id: id }) => id === 'until');
        expect(JSON.stringify(block)).toContain('Stands for 3 days, counted from the completion of the resize');
        return (block as { element?: { initial_date_time?: number } }).element?.initial_date_time;
      };
      await sre.types(line, { in: '#payments' });
      await sre.waitsFor('orders-cache');
      expect(Math.abs((shown() ?? 0) - about)).toBeLessThan(130);
      await sre.fills(VALUES);
      await sre.submits();
      const form = await eventually(() => desk.received[0]);
      expect(form.change.until).toEqual({ kind: 'duration', ms: 3 * 86_400_000 });
      await bot.notifier.answerSubmission(form, { kind: 'refused', reason: 'instance_not_ready', detail: {} });
      await sre.waitsFor('orders-cache');
      expect(Math.abs((shown() ?? 0) - about)).toBeLessThan(130);
    },
  );

  it('says that the price could not be read, and can be sent', async () => {
    const { sre, desk } = await openEdge({
      desk: { quote: () => Promise.resolve({ kind: 'none', code: 'PAY.COUPON_NOT_EXIST' }) },
    });
    await sre.types(`/redis-resize ${ORDERS} ${MID} --coupon 777`, { in: '#payments' });
    await sre.waitsFor("Couldn't be read: The coupon wasn't accepted. (PAY.COUPON_NOT_EXIST)");
    await sre.fills(VALUES);
    await sre.submits();
    await eventually(() => desk.received[0]?.change.coupon === '777');
  });

  it('is filled although asking for the price breaks', async () => {
    const { sre } = await openEdge({ desk: { quote: () => Promise.reject(new Error('a defect')) } });
    await sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await sre.waitsFor("Price  Couldn't be read");
    expect(sre.modal().submit).toBe('Submit request');
  });

  it('says so when it cannot be stored, and takes the second try', async () => {
    let broken = true;
    const { sre, desk } = await openEdge({
      desk: {
        receive: (inbound) => {
          if (!broken) return Promise.resolve(inbound);
          broken = false;
          return Promise.reject(new Error('database is gone'));
        },
      },
    });
    expect(desk.received).toEqual([]);
    await sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await sre.waitsFor('orders-cache');
    await sre.fills(VALUES);
    expect((await sre.submits()).ok).toBe(false);
    expect(sre.modal().errors['reason']).toContain('counts only once');
    expect((await sre.submits()).ok).toBe(true);
    await sre.waitsForModal('Checking…');
  });

  it('tells guests in the form, in their language', async () => {
    const { guest } = await openEdge({
      desk: {
        instanceView: () => Promise.resolve({ kind: 'no_access', reason: 'guest' }),
      },
    });
    await guest.types(`/redis-resize ${ORDERS}`, { in: '#payments' });
    await guest.waitsFor("Guests can't use this bot");
    expect(guest.modal().submit).toBeUndefined();
  });

  it('tells what to do in a channel the bot is not in', async () => {
    const { sre } = await openEdge({
      desk: { channel: () => Promise.resolve({ kind: 'refused', reason: 'channel_not_joined' }) },
    });
    await sre.types(`/redis-resize ${ORDERS}`, { in: '#random' });
    await sre.waitsFor('/invite @redis-resize');
  });

  it('shows why an instance cannot be read, and lets another be chosen', async () => {
    const { sre } = await openEdge({
      desk: {
        instanceView: () =>
          Promise.resolve({ kind: 'refused', reason: 'instance_not_found', detail: { instanceId: 'r-bp1nowhere' } }),
      },
    });
    await sre.types('/redis-resize r-bp1nowhere', { in: '#payments' });
    await sre.waitsFor('No instance');
    expect(sre.modal().submit).toBe('Submit request');
  });

  it('survives being closed while it fills', async () => {
    const { sre, logged } = await openEdge({
      desk: {
        instanceView: async () => {
          await wait(300);
          return { kind: 'found', facts: anInstance(), open: undefined };
        },
      },
    });
    await sre.types(`/redis-resize ${ORDERS}`, { in: '#payments' });
    await sre.waitsForModal();
    await sre.closes();
    await eventually(() => logged.some((line) => line.includes('could not be redrawn')));
    expect(logged.filter((line) => /^(warn|error)/.test(line))).toEqual([]);
  });

  it('answers where the command was used when the modal was closed', async () => {
    const { sre, desk, bot } = await openEdge();
    await sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await sre.waitsFor('orders-cache');
    await sre.fills(VALUES);
    await sre.submits();
    await sre.waitsForModal('Checking…');
    await sre.closes();
    await sre.closes();
    const [submission] = desk.received;
    if (submission === undefined) throw new Error('nothing was received');
    await bot.notifier.answerSubmission(submission, { kind: 'created', request: aRequest() });
    await sre.waitsFor('rr-7k3f9qx2');
    expect(sre.modals()).toEqual([]);
  });

  it('shows the answer last, also when it is ready before the receipt', async () => {
    const { sre, bot, slack } = await openEdge({
      desk: {
        receive: (inbound) => {
          if (inbound.kind === 'form')
            void bot.notifier.answerSubmission(inbound.form, { kind: 'created', request: aRequest() });
          return wait(200, inbound);
        },
      },
    });
    await sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await sre.waitsFor('orders-cache');
    await sre.fills(VALUES);
    await sre.submits();
    await sre.waitsForModal('Submitted');
    expect(slack.calls.at(-1)).toMatchObject({ method: 'views.update', ok: true });
  });

  it('is answered by direct message where the bot cannot write', async () => {
    const { sre, bot, slack } = await openEdge();
    const submission = {
      id: 'V0GONE',
      person: { teamId: 'T012AB', userId: 'U0SRE1' },
      channelId: 'C0NOBOT',
      instanceId: ORDERS,
      region: undefined,
      change: aRequest().change,
      reason: 'x',
    };
    const refused = { kind: 'refused', reason: 'channel_not_joined', detail: { channelId: 'C0NOBOT' } } as const;
    await bot.notifier.answerSubmission(submission, refused);
    await sre.waitsFor('/invite @redis-resize');
    expect(slack.messages('C0NOBOT')).toEqual([]);
    slack.fault({ kind: 'method', method: 'views.update', error: 'internal_error' });
    await expect(bot.notifier.answerSubmission(submission, refused)).rejects.toMatchObject({ temporary: true });
  });

  it('is one submission, however often it arrives', async () => {
    const { slack, sre, desk } = await openEdge();
    await sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await sre.waitsFor('orders-cache');
    await sre.fills(VALUES);
    slack.fault({ kind: 'redeliver' });
    await sre.submits();
    await eventually(() => desk.received.length === 2);
    expect(new Set(desk.received.map(({ id }) => id)).size).toBe(1);
  });
});
