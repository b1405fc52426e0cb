/** Random people: they ask, approve, reject and withdraw, and give up where Slack or the bot does not answer. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxMessage } from '../../sandbox/slack/api.ts';
import type { PersonDriver } from '../../sandbox/slack/person.ts';
import type { Stage } from '../story/stage.ts';
import type { Dice } from './dice.ts';

const CLASSES = ['redis.master.small.default', 'redis.master.mid.default'] as const;

export interface Fleet {
  /** Instances to ask for. */
  ids: readonly [string, ...string[]];
  /** Channels to ask in: Slack takes one message a second in each. */
  readonly rooms: readonly [string, ...string[]];
  /** How many of the cards are rejected; the others are approved, but for a few. */
  rejects: number;
}

export const FEW = 0.08;

/** Sees the cards, and may neither ask nor decide. */
export const ONLOOKER = 'U0LEAD';

/** Several rooms, and more people who may ask in them; `sre` decides. */
export function addPeople(stage: Stage): readonly PersonDriver[] {
  const { slack } = stage;
  const asking = ['U0DEV1', 'U0DEV2', 'U0SRE3'];
  for (let n = 0; n < 5; n += 1) {
    const id = `U0CHAOS${String(n)}`;
    slack.users.push({ ...slack.users[0]!, id, name: `chaos${String(n)}`, realName: `Chaos ${String(n)}` });
    slack.userGroups.find((group) => group.id === 'S0BACKEND')?.users.push(id);
    asking.push(id);
  }
  const members = [...asking, 'U0SRE1', 'U0SRE2', ONLOOKER, slack.botUserId];
  for (const name of ROOMS) {
    slack.channels.push({ id: `C0${name.toUpperCase()}`, name, isPrivate: false, isShared: false, members });
  }
  return asking.map((id) => slack.person(id));
}

/** A person who sees nothing happen presses again. */
const PRESS_AGAIN_MS = 3000;

const ROOMS = ['ra', 'rb', 'rc', 'rd', 're', 'rf', 'rg', 'rh'] as const;

export function addFleet(stage: Stage): Fleet {
  return { ids: addInstances(stage), rooms: ROOMS, rejects: FEW };
}

const FLEET = 60;
const EVERY = 3;

/** Of those that were added together: without an approval. */
export function needingNobody(ids: Fleet['ids']): Fleet['ids'] {
  return ids.filter((_, n) => n % EVERY === 0) as [string, ...string[]];
}

/** So many that nobody has asked for yet. */
export function addInstances({ cloud }: Stage): Fleet['ids'] {
  const from = cloud.instances().length;
  const ids = Array.from({ length: FLEET }, (_, n) => `r-bp1chaos${String(from + n).padStart(6, '0')}`);
  for (const [n, instanceId] of ids.entries()) {
    cloud.addInstance({
      instanceId,
      instanceName: `chaos-${String(from + n)}`,
      regionId: 'cn-hangzhou',
      instanceClass: CLASSES[0],
      chargeType: n % 2 === 0 ? 'PrePaid' : 'PostPaid',
      engineVersion: '5.0',
      tags: { env: n % EVERY === 0 ? 'dev' : 'prod' },
      usedMemoryBytes: 50_000_000,
      peakMemoryBytes: 60_000_000,
    });
  }
  return ids as [string, ...string[]];
}

/** One person who asks again and again until it is enough. */
export async function requester(stage: Stage, person: PersonDriver, fleet: Fleet, dice: Dice, enough: () => boolean) {
  while (!enough()) {
    const id = dice.pick(fleet.ids);
    const is = stage.cloud.instance(id).instanceClass;
    const target = is === CLASSES[0] ? CLASSES[1] : CLASSES[0];
    try {
      await person.types(`/redis-resize ${id} ${target}`, { in: dice.pick(fleet.rooms) });
      await person.waitsForModal(undefined, { timeoutMs: 3000 });
      await person.fills({ reason: `chaos ${String(Math.floor(dice.between(0, 1e9)))}` }, { timeoutMs: 3000 });
      await person.submits({ timeoutMs: 3000 });
      await confirms(person);
    } catch {
      // The person gives up and tries something else.
    }
    while (person.modals().length > 0) await person.closes();
    await sleep(dice.between(20, 200));
  }
}

/** The second step, where it comes before the person has had enough of waiting. */
async function confirms(person: PersonDriver): Promise<void> {
  for (const until = Date.now() + 3000; Date.now() < until;) {
    const top = person.modals().at(-1);
    if (top === undefined) return;
    if (top.callbackId === 'confirm') {
      await person.submits({ timeoutMs: 3000 });
      return;
    }
    await sleep(50);
  }
}

/** One person who decides what is shown, room by room, until told to stop. */
export async function decider(
  stage: Stage,
  person: PersonDriver,
  fleet: Fleet,
  dice: Dice,
  stopped: () => boolean,
): Promise<void> {
  const pressed = new Map<string, number>();
  while (!stopped()) {
    for (const room of fleet.rooms) {
      for (const card of stage.cards(room).filter((shown) => hasButton(shown, 'approve'))) {
        if (Date.now() - (pressed.get(card.ts) ?? 0) < PRESS_AGAIN_MS) continue;
        pressed.set(card.ts, Date.now());
        const luck = dice.next();
        if (luck < fleet.rejects) await rejects(person, card);
        else await person.pressesOld(card, luck < 0.93 ? 'approve' : 'withdraw').catch(() => undefined);
      }
      await sleep(25);
    }
  }
}

async function rejects(person: PersonDriver, card: SandboxMessage): Promise<void> {
  try {
    await person.pressesOld(card, 'reject');
    await person.fills({ reason: 'not now' }, { timeoutMs: 2000 });
    await person.submits({ timeoutMs: 2000 });
  } catch {
    // Somebody else was faster, or Slack or the bot do not answer.
  }
  while (person.modals().length > 0) await person.closes();
}

export function hasButton(message: SandboxMessage, actionId: string): boolean {
  return JSON.stringify(message.blocks).includes(`"action_id":"${actionId}"`);
}
