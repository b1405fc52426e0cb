/** Who is in the story, what it is about, and the rules it plays by. */
import type { SandboxUser } from '../slack/api.ts';
import { DEFAULT_USERS } from '../slack/world.ts';

export const MEI = 'U0DEV1';
export const ANA = 'U0SRE1';
export const CHANNEL = 'C0PAYMENTS';
export const MIRROR = 'C0AUDIT';

/** What Mei asks for. */
export const WISH = {
  instanceId: 'r-bp1zxszhcgatnx',
  name: 'orders-cache',
  from: 'redis.master.small.default',
  to: 'redis.master.mid.default',
  reason: 'Peak memory reached 71% last week, and the sale starts on Monday.',
} as const;

export const COMMAND = '/redis-resize';

/** Mei reads English here, so that the story does; Jun and Wei read Chinese, and the bot answers them in it. */
export const PEOPLE: readonly SandboxUser[] = DEFAULT_USERS.map((user) =>
  user.id === MEI ? { ...user, locale: 'en-US' } : user,
);

/** The configuration file of the demo. */
export function policyText(cloudUrl: string): string {
  return `# The rules of the demo. Change them while it runs: they are read again when you save.
version: 1

slack:
  mirror: [${MIRROR}] # one line per outcome
  locale: auto # shared cards are in their channel's language

accounts:
  - name: main
    regions: [cn-hangzhou, cn-shanghai]
    endpoints: # the local cloud
      cn-hangzhou: ${cloudUrl}
      cn-shanghai: ${cloudUrl}
      billing: ${cloudUrl}
      monitor: ${cloudUrl}

groups:
  backend: [S0BACKEND]
  sre: [S0SRE]

rules:
  - name: dev alone
    who: [backend, sre]
    instances: { tags: { env: dev } }
    approval: none

  - name: prod needs one of SRE
    who: [backend, sre]
    instances: { tags: { env: prod } }
    approval: { from: [sre], count: 1, expires: 24h, remind: 4h }

limits:
  monthlySpend: { CNY: 20000 }
  priceDrift: 5%
`;
}
