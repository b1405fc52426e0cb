import { describe, expect, it } from 'vitest';
import type { EventKind, ResizeRequest } from '../../../src/core/request/request.ts';
import { renderCard } from '../../../src/slack/card/card.ts';
import { threadLine } from '../../../src/slack/messages/thread-line.ts';
import { aNeed, aRequest, aVote, SRE, anEvent } from '../../builders.ts';
import { aSetting, POLICY } from '../corpus.ts';

const SETTING = aSetting('en', {
  ...POLICY,
  groups: {
    ...POLICY.groups,
    finance: [{ kind: 'usergroup', id: 'S0FINANCE' }],
    watchers: [{ kind: 'channel', id: 'C0AUDIT' }, { kind: 'user', id: 'U0CFO' }, { kind: 'everybody' }],
  },
});

const need = aNeed({
  count: 2,
  from: ['sre', 'finance'],
  parts: [
    { from: ['sre'], count: 1 },
    { from: ['finance'], count: 1 },
  ],
  self: false,
  expiresMs: 1,
  remindMs: 1,
  notify: ['watchers'],
});
const vote = (...parts: readonly number[]) => ({ ...aVote(aRequest(), SRE), parts });

function line(request: ResizeRequest, kind: EventKind): string {
  return threadLine(request, anEvent(kind), SETTING)?.text ?? '';
}

describe('where each of two groups has to agree', () => {
  it('the card says who is missing, in both languages', () => {
    const request = aRequest({ need, votes: [vote(0)] });
    const card = JSON.stringify(renderCard(request, SETTING).blocks);
    expect(card).toContain('1 of sre ✓, 1 of finance missing');
    expect(card).toContain('Waiting for 1 more approval* from finance');
    const chinese = { ...SETTING, words: aSetting('zh-CN').words };
    expect(JSON.stringify(renderCard(request, chinese).blocks)).toContain('sre 1 人 ✓，还缺 finance 1 人');
  });

  it('the card says nothing of it once it is decided', () => {
    const card = renderCard(aRequest({ need, state: 'approved', votes: [vote(0), vote(1)] }), SETTING);
    expect(JSON.stringify(card.blocks)).not.toContain('missing');
  });

  it('only those are reminded who have not agreed', () => {
    expect(line(aRequest({ need, votes: [vote(0)] }), 'reminded')).toMatch(/^<!subteam\^S0FINANCE>, orders-cache/);
    expect(line(aRequest({ need, votes: [vote(0, 1)] }), 'reminded')).toMatch(
      /<!subteam\^S0SRE> .*<!subteam\^S0FINANCE>,/,
    );
    expect(line(aRequest({ need }), 'reminded')).toMatch(/^<!subteam\^S0SRE> <@U0LEAD> <!subteam\^S0FINANCE>,/);
  });
});

describe('who is told without a vote', () => {
  it.each(['requested', 'completed', 'rejected', 'withdrawn', 'expired', 'cancelled', 'failed'] as const)(
    'hears that it is %s, people and user groups only',
    (kind) => {
      expect(line(aRequest({ need }), kind)).toMatch(/\nFYI: <@U0CFO>$/);
      expect(line(aRequest(), kind)).not.toContain('FYI');
    },
  );

  it.each(['voted', 'approved', 'reminded', 'sending', 'ordered', 'changing', 'drift_detected'] as const)(
    'does not hear that it is %s',
    (kind) => {
      expect(line(aRequest({ need }), kind)).not.toContain('U0CFO');
    },
  );
});
