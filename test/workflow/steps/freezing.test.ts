import { describe, expect, it } from 'vitest';
import { readTime } from '../../../src/core/command/time.ts';
import type { ChatFreeze } from '../../../src/core/request/request.ts';
import { freezeOrUnfreeze, meetFreezeEnd } from '../../../src/workflow/steps/freezing.ts';
import type { FreezeCommand, FreezeOutcome, Records } from '../../../src/workflow/ports.ts';
import { minutesAfter, NOON } from '../../builders.ts';
import { aDirectory, aPerson, aPolicy } from '../../core/policy/policy-builders.ts';
import { aWorld } from '../../world.ts';

const command = (over: Partial<FreezeCommand> = {}): FreezeCommand => ({
  ...{ id: 'F1', person: aPerson('USRE1'), channelId: undefined, action: 'freeze', reason: 'sale' },
  ...{ until: undefined, at: NOON.toISOString() },
  ...over,
});

/** What a command came to, and what was written down of it. */
async function run(given: FreezeCommand, freezers = ['sre'], zone?: string) {
  const written: unknown[] = [];
  const frozen = (freeze: ChatFreeze): FreezeOutcome => ({ kind: 'frozen', freeze, replaced: undefined, waiting: 0 });
  const records: Partial<Records> = {
    declareFreeze: (_, freeze) => Promise.resolve(frozen(freeze)),
    liftFreeze: () => Promise.resolve({ kind: 'not_frozen' }),
    settle: (_, outcome, event) => Promise.resolve(void written.push(outcome, event)),
  };
  const world = aWorld({
    records,
    policy: () => aPolicy([], { freezers }),
    // Carried out a minute after it was typed.
    clock: { now: () => minutesAfter(1) },
    people: {
      standing: () => Promise.resolve({ kind: 'member', zone }),
      directory: () => Promise.resolve(aDirectory()),
    },
  });
  return { outcome: await freezeOrUnfreeze(world, given), written };
}

describe('who may freeze', () => {
  it.each<readonly [string, Partial<FreezeCommand>, string[], object]>([
    ['those of `freezers`', {}, ['sre'], { kind: 'frozen' }],
    ['nobody else', { person: aPerson('UDEV') }, ['sre'], { kind: 'may_not_freeze', groups: ['sre'] }],
    ['nobody else may lift it', { person: aPerson('UDEV'), action: 'unfreeze' }, ['sre'], { kind: 'may_not_freeze' }],
    ['no one without the key', {}, [], { kind: 'may_not_freeze', groups: [] }],
  ])('%s', async (_, over, freezers, expected) => {
    const { outcome, written } = await run(command(over), freezers);
    expect(outcome).toMatchObject(expected);
    const denied = { kind: 'denied', data: { outcome: outcome.kind, action: over.action ?? 'freeze' } };
    if (outcome.kind === 'may_not_freeze') expect(written).toMatchObject([outcome, denied]);
  });
});

describe('the end of a freeze', () => {
  it.each<readonly [typed: string, zone: string | undefined, end: string]>([
    ['', undefined, 'open'],
    ['6h', undefined, '2026-11-23T18:00:00.000Z'],
    ['20:05', 'Asia/Shanghai', '2026-11-23T12:05:00.000Z'],
    // By the time at which it was typed, not by that of the work.
    ['20:00', 'Asia/Shanghai', '2026-11-24T12:00:00.000Z'],
    ['20:05', undefined, 'no_zone'],
    ['2026-11-23T11:00Z', undefined, 'past'],
    ['2028-01-01T00:00Z', undefined, 'too_far'],
  ])('%s in %s: %s', async (typed, zone, end) => {
    const { outcome, written } = await run(command({ until: readTime(typed) }), ['sre'], zone);
    const found =
      outcome.kind === 'frozen' ? (outcome.freeze.until ?? 'open') : outcome.kind === 'no_time' && outcome.because;
    expect(found).toBe(end);
    if (outcome.kind === 'no_time') expect(written[1]).toMatchObject({ kind: 'denied', data: { outcome: 'no_time' } });
  });

  it('is looked for again at its time', async () => {
    const jobs: object[] = [];
    const until = minutesAfter(9).toISOString();
    const enqueue = (job: object) => Promise.resolve(void jobs.push(job));
    await meetFreezeEnd(aWorld({ records: { endFreeze: () => Promise.resolve(until), enqueue } }));
    await meetFreezeEnd(aWorld({ records: { endFreeze: () => Promise.resolve(undefined), enqueue } }));
    expect(jobs).toEqual([{ queue: 'deadline', id: 'freeze', after: until }]);
  });
});
