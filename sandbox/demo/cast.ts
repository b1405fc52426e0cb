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

/** What the people of the demo may do by its rules; the title of their Slack profile. */
export const ROLES = [
  { ids: [MEI, 'U0DEV2'], may: 'Developer: requests; without approval in dev' },
  { ids: [ANA, 'U0SRE2', 'U0SRE3'], may: 'SRE: approves, locks, freezes, breaks glass; requests too' },
  { ids: ['U0LEAD'], may: 'Lead: approves carts together with SRE; freezes' },
] as const satisfies readonly { readonly ids: readonly string[]; readonly may: string }[];

export const COMMAND = '/redis-resize';

/** Mei reads English here, so that the story does; Jun and Wei read Chinese, and the bot answers them in it. */
export const PEOPLE: readonly SandboxUser[] = DEFAULT_USERS.map((user) => {
  const role = ROLES.find(({ ids }: { readonly ids: readonly string[] }) => ids.includes(user.id));
  return {
    ...user,
    ...(user.id === MEI ? { locale: 'en-US' } : {}),
    ...(role === undefined ? {} : { title: role.may }),
  };
});

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
  lead: [U0LEAD]

rules:
  - name: nothing smaller in prod # deny rules come first, wherever they stand
    who: ["*"]
    instances: { tags: { env: prod } }
    change: { direction: [downgrade] }
    deny: Production only grows here. Ask the platform team.

  - name: dev alone
    who: [backend, sre]
    instances: { tags: { env: dev } }
    approval: none

  - name: carts need SRE and the lead # two groups have to approve
    who: [backend, sre]
    instances: { tags: { team: carts } }
    approval: { all: [{ from: [sre], count: 1 }, { from: [lead], count: 1 }], expires: 24h }

  - name: feed only at night # a change window: an approved request waits for it
    who: [backend, sre]
    instances: { tags: { team: feed } }
    approval: { from: [sre], count: 1 }
    windows: [{ days: [mon, tue, wed, thu, fri, sat, sun], from: "02:00", to: "04:00", zone: Asia/Shanghai }]

  - name: emergencies # break glass: offered where the feed would have to wait
    breakGlass: true
    who: [sre]
    instances: { tags: { team: feed } }
    approval: { from: [sre, lead], count: 1 }

  - name: prod needs one of SRE
    who: [backend, sre]
    instances: { tags: { env: prod } }
    approval: { from: [sre], count: 1, expires: 24h, remind: 4h }

freezes:
  - { from: 2030-11-10T00:00:00+08:00, to: 2030-11-12T00:00:00+08:00, reason: Double 11, except: [lead] }

locks:
  - who: [sre]
    instances: { tags: { env: prod } }

freezers: [sre, lead] # may hold all orders from Slack

limits:
  monthlySpend: { CNY: 20000 }
  priceDrift: 5%
`;
}
