/** Random people: they ask, approve, reject and withdraw, and give up where Slack or the bot does not answer. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxMessage } from '../../sandbox/slack/api.ts';
import type { PersonDriver } from '../../sandbox/slack/person.ts';
import type { Stage } from '../story/stage.ts';
import type { Dice } from './dice.ts';

const CLASSES = ['redis.master.small.default', 'redis.master.mid.default'] as const;

export interface Fleet {
  readonly ids: readonly [string, ...string[]];
}

export function addFleet(stage: Stage, size: number): Fleet {
  const ids = Array.from({ length: size }, (_, n) => `r-bp1chaos${String(n).padStart(6, '0')}`);
  for (const [n, instanceId] of ids.entries()) {
    stage.cloud.addInstance({
      instanceId,
      instanceName: `chaos-${String(n)}`,
      regionId: 'cn-hangzhou',
      instanceClass: CLASSES[0],
      chargeType: n % 2 === 0 ? 'PrePaid' : 'PostPaid',
      engineVersion: '5.0',
      tags: { env: n % 3 === 0 ? 'dev' : 'prod' },
      usedMemoryBytes: 50_000_000,
      peakMemoryBytes: 60_000_000,
    });
  }
  return { ids: ids as [string, ...string[]] };
}

/** One person who asks again and again until it is enough. */
export async function requester(stage: Stage, person: PersonDriver, fleet: Fleet, dice: Dice, enough: () => boolean) {
  while (!enough()) {
    const id = dice.pick(fleet.ids);
    const is = stage.cloud.instance(id).instanceClass;
    const target = is === CLASSES[0] ? CLASSES[1] : CLASSES[0];
    try {
      await person.types(`/redis-resize ${id} ${target}`, { in: '#payments' });
      await person.waitsForModal(undefined, { timeoutMs: 3000 });
      await person.fills({ reason: `chaos ${String(Math.floor(dice.between(0, 1e9)))}` }, { timeoutMs: 3000 });
      await person.submits({ timeoutMs: 3000 });
    } catch {
      // The person gives up and tries something else.
    }
    while (person.modals().length > 0) await person.closes();
    await sleep(dice.between(20, 200));
  }
}

/** One person who decides what is shown, until told to stop. */
export async function decider(stage: Stage, person: PersonDriver, dice: Dice, stopped: () => boolean): Promise<void> {
  while (!stopped()) {
    const open = stage.cards().filter((card) => hasButton(card, 'approve'));
    for (const card of open) {
      const button = dice.next() < 0.9 ? 'approve' : 'withdraw';
      if (hasButton(card, button)) await person.pressesOld(card, button).catch(() => undefined);
    }
    await sleep(100);
  }
}

export function hasButton(message: SandboxMessage, actionId: string): boolean {
  return JSON.stringify(message.blocks).includes(`"action_id":"${actionId}"`);
}
