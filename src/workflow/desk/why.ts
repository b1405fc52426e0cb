/** What the rules would say to a change, and what else would stand in its way: looked at, and nothing touched. */
import { needsOther } from '../../core/explain/alternatives.ts';
import { explained } from '../../core/explain/explained.ts';
import { asProlonged, prolonged } from '../../core/lifecycle/prolonging.ts';
import { windowAfterEnd } from '../../core/lifecycle/planned-return.ts';
import { startProblem } from '../../core/lifecycle/start.ts';
import { isSmaller } from '../../core/instance/fit.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import { authorize, type GuardedDesk } from '../ask/access.ts';
import { findInstance, misfitOf, offeredFor, usageFor } from '../ask/facts.ts';
import { prolongedBy, skippedReturnOf } from '../ask/prolonged.ts';
import { evaluate } from '../ask/rules.ts';
import type { NearRule } from '../../core/policy/verdict.ts';
import type { Desk, WhyJudged } from '../ports.ts';
import type { ReadOnlyWorld } from '../world.ts';

/** How long is waited for the classes on offer and what was used: they make the answer better, not right. */
const PATIENCE_MS = 4_000;

export function whyOf(world: ReadOnlyWorld): GuardedDesk['why'] {
  return async (person, instanceId, region, change, channelId, startAt) => {
    const found = await findInstance(world, instanceId, region);
    if (found.kind === 'refused') return found;
    const { facts } = found;
    const there = await prolongedBy(world, facts, change, startAt);
    const asked = there === undefined ? change : prolonged(there, change, world.clock.now());
    const { verdict, quote, question, policy } = await evaluate(world, person, facts, asked, channelId, {
      startAt,
      prolongs: there,
    });
    const { instanceId: id } = facts;
    const allowed = verdict.kind === 'allowed';
    const [offered, misfit, lock, [open], skipped] = await Promise.all([
      needsOther(verdict) ? offeredFor(world, facts, PATIENCE_MS) : undefined,
      allowed ? misfitNow(world, facts, change.targetClass) : undefined,
      allowed ? world.records.lockOf(id) : undefined,
      allowed ? world.records.find({ instanceId: id, open: true, limit: 1 }) : [],
      skippedReturnOf(world, facts),
    ]);
    const late = allowed ? startProblem(startAt, world.clock.now(), verdict.need) : undefined;
    const windowAt =
      verdict.kind === 'allowed' ? windowAfterEnd(verdict.change, facts, world.clock.now(), startAt) : undefined;
    const told = explained(policy, question, verdict, offered, misfit);
    const judged = {
      kind: 'judged',
      instance: facts,
      quote,
      lock,
      misfit,
      open,
      skipped,
      late,
      windowAt,
      ...told,
    } as const;
    if (there === undefined) return judged;
    // It orders nothing, so nothing that holds orders holds it.
    const { before, prolongs, quote: free } = asProlonged(there, facts);
    return {
      ...judged,
      prolongs: { before, change: asked, prolongs },
      quote: free,
      windowAt: undefined,
      timing: undefined,
      freeze: undefined,
    };
  };
}

/** `whyOf` for people the bot serves, as on the desk; everyone else learns only that they have no access. */
export function guardedWhyOf(world: ReadOnlyWorld): Desk['why'] {
  const why = whyOf(world);
  return async (person, ...question) => {
    const access = await authorize(world, person, 'reading');
    return access.kind === 'no_access' ? access : why(person, ...question);
  };
}

/** For whom no rule lets touch the instance: the rules and whom they are for, and nothing of the instance itself. */
export function withoutInstance(judged: WhyJudged): WhyJudged {
  const { instance, verdict, nearest } = judged;
  const aboutPeople = <R extends NearRule>(rule: R): R => ({
    ...rule,
    failed: rule.failed.filter(({ term }) => term === 'who'),
  });
  return {
    ...judged,
    instance: {
      ...instance,
      name: instance.instanceId,
      instanceClass: '–',
      realClass: '–',
      capacityMb: undefined,
      tags: {},
    },
    quote: undefined,
    skipped: undefined,
    verdict:
      verdict.kind === 'denied' ? { ...verdict, nearest: verdict.nearest && aboutPeople(verdict.nearest) } : verdict,
    nearest: nearest.map(aboutPeople),
  };
}

async function misfitNow(world: ReadOnlyWorld, facts: InstanceFacts, targetClass: string) {
  if (!isSmaller(facts, targetClass)) return undefined;
  return misfitOf(world, facts, targetClass, await usageFor(world, facts, PATIENCE_MS), PATIENCE_MS);
}
