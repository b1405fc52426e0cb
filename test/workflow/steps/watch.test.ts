import { expect, test } from 'vitest';
import { CloudFault } from '../../../src/core/faults.ts';
import type { InstanceFacts } from '../../../src/core/instance/instance.ts';
import type { ResizeRequest } from '../../../src/core/request/request.ts';
import type { Records } from '../../../src/workflow/ports.ts';
import { watch } from '../../../src/workflow/steps/watch.ts';
import { anAttempt, aRequest, minutesAfter, NOON } from '../../builders.ts';
import { aWorld } from '../../world.ts';

/** What a look makes of a change that is called stalled, where the list does not name the instance. */
async function lookedAt(instance: () => Promise<InstanceFacts | undefined>): Promise<ResizeRequest> {
  const order = { orderId: '1', requestId: 'R', placedAt: NOON.toISOString() };
  let request = aRequest({ state: 'stalled', order });
  const change: Records['change'] = (_, decide) => {
    const step = decide(request);
    if (step.kind === 'update') request = { ...request, ...step.patch, state: step.to ?? request.state };
    return Promise.resolve({ result: step.result, request });
  };
  const records = { get: () => Promise.resolve(request), change, enqueue: () => Promise.resolve() };
  const nothing = () => Promise.resolve([]);
  const cloud = { summaries: nothing, tasks: nothing, ordersOf: nothing, instance };
  const clock = { now: () => minutesAfter(90) };
  await watch(aWorld({ records, cloud, clock }), [request.id]);
  return request;
}

test('a stalled change ends when its instance was released', async () => {
  const { state, failure } = await lookedAt(() => Promise.resolve(undefined));
  expect([state, failure?.code]).toEqual(['failed', 'InstanceReleased']);
});

test('an order that is known by its effect gets its number while it is watched', async () => {
  const before = aRequest();
  let request = aRequest({
    state: 'changing',
    order: { orderId: undefined, requestId: undefined, placedAt: NOON.toISOString() },
    attempts: [anAttempt({ outcome: 'unclear' })],
  });
  const change: Records['change'] = (_, decide) => {
    const step = decide(request);
    if (step.kind === 'update') request = { ...request, ...step.patch, state: step.to ?? request.state };
    return Promise.resolve({ result: step.result, request });
  };
  const records = {
    get: () => Promise.resolve(request),
    find: () => Promise.resolve([]),
    change,
    enqueue: () => Promise.resolve(),
  };
  const found = {
    orderId: '42',
    payment: 'paid',
    createdAt: NOON.toISOString(),
    instanceIds: [before.before.instanceId],
    classes: [before.change.targetClass],
    wasClasses: [],
    operator: undefined,
  } as const;
  const nothing = () => Promise.resolve([]);
  const cloud = {
    summaries: nothing,
    tasks: nothing,
    ordersOf: () => Promise.resolve([found]),
    instance: () => Promise.resolve(before.before),
  };
  await watch(aWorld({ records, cloud }), [request.id]);
  expect(request.order).toMatchObject({ orderId: '42' });
});

test('and goes on while nobody can tell', async () => {
  const fault = new CloudFault({ code: 'RequestTimeout', arrived: 'unknown', retry: 'soon' });
  expect((await lookedAt(() => Promise.reject(fault))).state).toBe('stalled');
});
