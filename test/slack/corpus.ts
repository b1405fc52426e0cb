import * as fc from 'fast-check';
import { liveEntities } from '../../sandbox/slack/live-entities.ts';
import type { Policy } from '../../src/core/policy/policy-model.ts';
import type { Charted } from '../../src/slack/card/charts.ts';
import type { Setting } from '../../src/slack/card/card.ts';
import { LOCALES, wordsFor, type Locale } from '../../src/wording/words.ts';
import { NOON } from '../builders.ts';

export { STATES } from '../../src/core/request/state.ts';
export { LOCALES };

export const POLICY: Policy = {
  version: '0123456789ab',
  file: 'config/redis-resize.yaml',
  slack: { cards: undefined, mirror: [], locale: 'auto', teams: undefined, dm: [], digest: undefined },
  accounts: [
    { name: 'main', site: 'china', regions: ['cn-hangzhou'], endpoints: {}, credentials: { kind: 'default' } },
    { name: 'intl', site: 'international', regions: ['eu-central-1'], endpoints: {}, credentials: { kind: 'default' } },
  ],
  presets: {},
  defaults: { autoPay: true, coupon: 'none', effectiveTime: 'Immediately', forceUpgrade: false },
  groups: {
    sre: [
      { kind: 'usergroup', id: 'S0SRE' },
      { kind: 'user', id: 'U0LEAD' },
    ],
    backend: [{ kind: 'usergroup', id: 'S0BACKEND' }],
  },
  rules: [],
  denials: [],
  locks: [],
  freezers: [],
  freezes: [],
  limits: { openPerInstance: 1, monthlySpend: [], priceDrift: 0.05 },
};

export function aSetting(locale: Locale = 'en', policy: Policy = POLICY): Setting {
  return { policy, words: wordsFor(locale), now: NOON };
}

/** What people have tried on bots like this one. */
export const CORPUS = [
  '<!channel>',
  '<!here|here>',
  '<!subteam^S0SRE|@sre>',
  '<@U0SRE1>',
  '<#C0AUDIT|audit>',
  '<https://evil.example|Approve>',
  '<javascript:alert(1)|x>',
  '&lt;!channel&gt;',
  '&amp;lt;!here&amp;gt;',
  '`<!channel>`',
  '```\nAPPROVED\n``` <!here>',
  '*bold* _it_ ~no~ :white_check_mark: approved',
  '> quote\n>>> all of it',
  '<!date^0^{date}|<!channel>>',
  'https://evil.example/login',
  '@channel @here @everyone',
  '{{name}} $t(card.title) {{- id}}',
  "$& $1 $` $'",
  '<<<!channel>>>',
  '\u202e<!channel>\u202c',
  '<\u200b!channel>',
  '\u0000\u0007\u001b[31m',
  '\ud800 lone',
  '\n\n✅ Approved by @ana\n*Approved*\n> <@U0SRE1>',
  'tel:+8613800000000 mailto:a@evil.example javascript:alert(1)',
  '<tel:+8613800000000|call> <mailto:a@evil.example|write>',
  '\u2066\u202ehctaP\u2069 \u200f\u061c',
  'a\u200b\u2060\u3164\u2800\u00ad\ufff9b',
  '\u2028•\u2029 Price: CN¥0.00',
  '👩‍👩‍👧‍👦'.repeat(400),
  '的'.repeat(4000),
  '&amp;#60;!channel&amp;#62; \\u003c!channel\\u003e',
  '👩‍👩‍👧‍👦'.repeat(80),
  '的'.repeat(600),
  '<'.repeat(600),
  '&'.repeat(600),
  'a'.repeat(5000),
  `e${'\u0301'.repeat(4000)}`,
  '',
  ' ',
  '\n\n\n',
  '__proto__',
] as const;

/** Text of the corpus, alone or around random text. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...CORPUS),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .tuple(fc.constantFrom(...CORPUS), fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom(...CORPUS))
    .map((parts) => parts.join('')),
);

/** Everything in a message that Slack would act on: kind and target. */
export function alive(message: Charted): readonly string[] {
  const entities = liveEntities({ text: message.text, blocks: message.blocks });
  // The notification text is not verbatim, but clients show the blocks and never link in notifications.
  return entities.filter(({ automatic }) => !automatic).map(({ kind, target }) => `${kind} ${target}`);
}

/** All texts of a structure that Slack reads as mrkdwn. */
export function mrkdwnOf(value: unknown): readonly { text: string; verbatim?: boolean }[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf);
  if (typeof value !== 'object' || value === null) return [];
  const { type } = value as { type?: unknown };
  if (type === 'mrkdwn') return [value as { text: string; verbatim?: boolean }];
  return Object.values(value).flatMap(mrkdwnOf);
}
