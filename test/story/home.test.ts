/** App Home: what concerns a person, kept true while they look, and nothing else. */
import { afterEach, describe, expect, it } from 'vitest';
import { NEW_REQUEST } from '../../src/slack/ids.ts';
import { MID, openStage, ORDERS, RULES, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

type Who = Stage['dev'];
const shown = (who: Who) => who.seesHome().join('\n');
const shows = (who: Who, text: string | RegExp) => expect.poll(() => shown(who), { timeout: 5_000 }).toMatch(text);
const buttons = (who: Who) =>
  (who.home()?.blocks ?? []).flatMap((block) =>
    block.type === 'actions' ? (block['elements'] as { action_id: string; value?: string }[]) : [],
  );
const published = () => stage.slack.calls.filter(({ method }) => method === 'views.publish').length;

describe.each(['socket', 'http'] as const)('App Home over %s', (mode) => {
  it('lists what waits for a decision, is decided from, and follows what happens', async () => {
    stage = await openStage({ mode, rules: RULES.replace('count: 1', 'count: 2') });
    await stage.sre.opensHome();
    await shows(stage.sre, /No open request concerns you/);
    await stage.dev.opensHome();
    await shows(stage.dev, /我的权限/);
    const { id } = await stage.ask();
    await shows(stage.sre, /Waiting for your decision[^]*orders-cache[^]*Price: CN¥/);
    await shows(stage.dev, /我的申请[^]*orders-cache/);
    const of = (who: Who) => buttons(who).filter(({ action_id: name }) => name !== NEW_REQUEST);
    expect(of(stage.sre)).toMatchObject(
      ['approve', 'approve_comment', 'reject', 'recheck'].map((name) => ({ action_id: name, value: id })),
    );
    expect(of(stage.dev)).toMatchObject(['withdraw', 'recheck'].map((name) => ({ action_id: name, value: id })));

    const view = stage.sre.home()?.id ?? '';
    const ids = (stage.sre.home()?.blocks ?? []).map((block) => block['block_id']);
    const blockId = ids.find((one) => typeof one === 'string' && one.startsWith('decide:')) as string;
    await stage.sre.act({ kind: 'press', as: 'U0SRE1', view, blockId, actionId: 'approve' });
    await shows(stage.sre, /No open request concerns you/);
    await shows(stage.dev, /还需 1 人同意/);
    expect((await stage.only()).votes.map(({ by }) => by.userId)).toEqual(['U0SRE1']);
    await stage.sre2.opensHome();
    await shows(stage.sre2, /Waiting for 1 more approval/);
  });
});

describe('App Home', () => {
  it('is published anew only where it looks different, and only for those who opened it', async () => {
    stage = await openStage();
    await stage.dev.opensHome();
    await shows(stage.dev, /我的权限/);
    const before = published();
    await stage.dev.opensHome();
    await stage.tick(100);
    expect(published()).toBe(before);
    await stage.ask();
    await shows(stage.dev, /orders-cache/);
    const targets = stage.slack.calls
      .filter(({ method }) => method === 'views.publish')
      .map(({ args }) => args['user_id']);
    expect(new Set(targets)).toEqual(new Set(['U0DEV1']));
  });

  it('opens the form in no channel, which asks for one; the answer to a press comes as a direct message', async () => {
    stage = await openStage();
    await stage.dev.opensHome();
    await shows(stage.dev, /我的权限/);
    await stage.dev.presses(/新建申请/);
    const form = await stage.dev.waitsForModal();
    expect(form.blocks.map(({ block_id: id }) => id)).toContain('channel');
    await stage.dev.fills({ instance: ORDERS, target_class: MID, reason: 'Black Friday' });
    expect((await stage.dev.submits()).ok).toBe(false);
    await stage.dev.fills({ channel: 'C0REDISOPS' });
    await stage.dev.submits();
    await stage.reaches('pending');
    await expect.poll(() => stage.cards('#redis-ops').length).toBe(1);
    await shows(stage.dev, /orders-cache/);
    await stage.dev.presses('刷新');
    await expect.poll(() => stage.slack.messages('D0DEV1').length).toBeGreaterThan(0);
  });

  it('says to whom no rule names just that; to outsiders why, with a line in the audit log', async () => {
    stage = await openStage();
    await stage.ask();
    await stage.lead.opensHome();
    await shows(stage.lead, /No rule names you/);
    expect(buttons(stage.lead)).toEqual([]);
    expect(shown(stage.lead)).not.toContain('orders-cache');
    for (const [id, why] of [
      ['U0GUEST', /Guests/i],
      ['U0STRANGER', /organization|workspace/i],
    ] as const) {
      const outsider = stage.slack.person(id);
      await outsider.opensHome();
      await shows(outsider, why);
      expect(shown(outsider)).not.toContain('orders-cache');
      expect(buttons(outsider)).toEqual([]);
    }
    const denied = await stage
      .store()
      .db.selectFrom('event')
      .select(['actor', 'data'])
      .where('kind', '=', 'denied')
      .execute();
    expect(denied).toMatchObject([
      { actor: { userId: 'U0GUEST' }, data: { outcome: 'no_access', action: 'app_home_opened' } },
      { actor: { userId: 'U0STRANGER' }, data: { outcome: 'no_access', action: 'app_home_opened' } },
    ]);
  });
});
