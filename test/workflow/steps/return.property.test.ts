import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/core/policy/digest.ts';
import type { RequestId } from '../../../src/core/request/request.ts';
import { carryOut } from '../../../src/workflow/steps/clicks.ts';
import { processInbound } from '../../../src/workflow/steps/intake.ts';
import { meetDeadline } from '../../../src/workflow/steps/deadline.ts';
import { order } from '../../../src/workflow/steps/order.ts';
import { watch } from '../../../src/workflow/steps/watch.ts';
import { aChange, DEV, NOON, SRE } from '../../builders.ts';
import { aPolicy } from '../../core/policy/policy-builders.ts';
import { runs } from '../../runs.ts';

import { NOWHERE, openTemporary, SMALL, MID, LARGE, DAY, replica, there, get, told, t } from './temporary.ts';

openTemporary();

describe('whatever happens meanwhile', () => {
  const acts = [
    'day',
    'hour',
    'look',
    'order',
    'watch',
    'foreign',
    'cancel',
    'withdraw',
    'grow',
    'freeze',
    'busy',
    'prolong',
  ] as const;

  it('a temporary change never ends in another class than agreed without saying so, nor with two orders at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...acts), { maxLength: 30 }), async (course) => {
        const run: RequestId = `rr-${String((t.nth += 1)).padStart(8, 'a')}`;
        const instance = `r-bp1zxszhc${String(t.nth).padStart(5, '0')}`;
        [t.now, t.is, t.ordered, t.usedGb, t.policy] = [
          NOON,
          { realClass: MID, capacityMb: 2048, instanceId: instance },
          [],
          0.2,
          t.calm,
        ];
        await there({ until: { kind: 'duration', ms: 2 * DAY } }, run, instance);
        let open = 0;
        let most = 0;
        const orderedAt: string[] = [];
        const world = replica({
          placeOrder: (_, { InstanceClass = '' }) => {
            t.ordered.push(InstanceClass);
            orderedAt.push(t.now.toISOString());
            most = Math.max(most, (open += 1));
            t.is = { ...(t.is as object), status: 'Changing' };
            return Promise.resolve({ orderId: `${run}${String(t.ordered.length)}`, requestId: 'R1' });
          },
        });
        const mine = async () =>
          (await t.store.records.find({ instanceId: instance, limit: 50 })).find(({ returnOf }) => returnOf === run);
        const person = { ...NOWHERE, reason: '', person: DEV };
        /** When it was agreed that it goes back; earlier it must not. */
        let agreed = (await get(run)).plannedReturn!.at;
        let forms = 0;
        const settle = async () => {
          if (open > 0) [t.is, open] = [{ ...(t.is as object), realClass: t.ordered.at(-1)!, status: 'Normal' }, 0];
          const made = await mine();
          if (made !== undefined) await watch(world, [made.id]);
        };
        const todo: Record<(typeof acts)[number], () => unknown> = {
          day: () => (t.now = new Date(t.now.getTime() + DAY)),
          hour: () => (t.now = new Date(t.now.getTime() + 3_600_000)),
          look: () => Promise.all([meetDeadline(world, run), meetDeadline(world, run)]),
          order: async () => {
            const made = await mine();
            if (made !== undefined) await Promise.all([order(world, made.id), order(world, made.id)]);
          },
          watch: settle,
          foreign: () => open === 0 && (t.is = { ...(t.is as object), realClass: LARGE }),
          cancel: () => carryOut(world, { ...person, id: 'c', button: 'cancel_return', requestId: run }),
          withdraw: async () => {
            const made = await mine();
            if (made !== undefined)
              await carryOut(world, { ...person, id: 'w', button: 'withdraw', requestId: made.id });
          },
          grow: () => (t.usedGb = 0.9),
          freeze: () =>
            (t.policy = aPolicy(t.calm.rules, {
              groups: t.calm.groups,
              freezes: [
                {
                  from: NOON.toISOString(),
                  to: new Date(NOON.getTime() + 3 * DAY).toISOString(),
                  reason: 'x',
                  except: [],
                },
              ],
            })),
          // For one day more, or less; who approves sees what the card shows.
          prolong: async () => {
            const form = `V${run}${String((forms += 1))}`;
            const at = new Date(t.now.getTime() + (forms % 2 === 0 ? 0.5 : 1.5) * DAY).toISOString();
            const change = aChange({ targetClass: MID, until: { kind: 'instant', at } });
            const asking = { id: form, person: DEV, channelId: 'C0PAYMENTS', instanceId: instance, region: undefined };
            await t.store.records.receive({ kind: 'form', form: { ...asking, change, reason: 'x' } });
            await processInbound(world, form);
            const answer = t.answers.at(-1);
            if (answer?.kind !== 'created') return;
            const { id } = answer.request;
            const cardDigest = digestOf(await get(id));
            const approve = {
              ...NOWHERE,
              id: form,
              button: 'approve',
              reason: '',
              person: SRE,
              requestId: id,
            } as const;
            await Promise.all([1, 2].map(() => carryOut(world, { ...approve, cardDigest })));
            await Promise.all([order(world, id), order(world, id)]);
            if ((await get(id)).state === 'completed') agreed = at;
          },
          busy: () => open === 0 && (t.is = { ...(t.is as object), status: 'Changing' }),
        };
        for (const act of course) await todo[act]();
        // Then time goes by, and nothing more happens but what is due.
        if (open === 0) t.is = { ...(t.is as object), status: 'Normal' };
        for (let day = 0; day < 4; day += 1)
          for (const act of ['day', 'look', 'order', 'watch', 'watch'] as const) await todo[act]();
        const [end, made] = [await get(run), await mine()];
        const outcome = end.plannedReturn?.outcome;
        const said = await told(run);
        expect(most).toBeLessThanOrEqual(1);
        // Nobody agreed to more than what was planned last, and it is never made before.
        expect(end.plannedReturn?.at).toBe(agreed);
        for (const at of orderedAt) expect(at >= agreed).toBe(true);
        expect(t.ordered.filter((name) => name !== SMALL)).toEqual([]);
        expect(t.ordered.length).toBeLessThanOrEqual(1);
        if (outcome !== undefined && 'ended' in outcome) {
          expect([said.includes('return_ended'), t.ordered]).toEqual([true, []]);
          // By another request it would be replaced; there is none that orders.
          expect(['cancelled', 'other_class']).toContain(outcome.ended.because);
        } else {
          expect(outcome).toEqual({ made: made?.id });
          const ends = await told(made!.id);
          expect(ends.at(-1)).toBe(made?.state);
          if (made?.state === 'completed') expect(t.is).toMatchObject({ realClass: SMALL });
          else expect(['failed', 'withdrawn']).toContain(made?.state);
        }
      }),
      { numRuns: runs(60) },
    );
  });
});
