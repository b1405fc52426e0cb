import { READY_STATUS } from '../core/instance/instance.ts';
import { printDuration } from '../core/value/duration.ts';
import type { Lock, ResizeRequest } from '../core/request/request.ts';
import type { WhyJudged } from '../workflow/ports.ts';
import type { Renderer } from './renderer.ts';
import { inARow } from './words.ts';
import { failureFacts, failureWords } from './failures.ts';
import { classes } from './figures.ts';
import { misfitText } from './usage.ts';

/** What would stop a request right now, whatever the rules allow, in the order in which a request would meet it. */
export function obstaclesOf<V>(
  { instance: found, lock, misfit, open, late, windowAt, prolongs, verdict }: WhyJudged,
  targetClass: string,
  renderer: Renderer<V>,
): readonly string[] {
  const { instanceId, status } = found;
  const instance = renderer.exact(instanceId);
  return [
    ...(lock === undefined ? [] : [lockedText(lock, instance, renderer)]),
    ...(found.realClass === targetClass && prolongs === undefined
      ? [renderer.say('request.same_class', { instance })]
      : []),
    ...(found.hasRenewChangeOrder ? [renderer.say('request.renew_order_waiting', { instance })] : []),
    ...(misfit === undefined ? [] : [misfitText(misfit, instanceId, renderer)]),
    ...(open === undefined ? [] : [busyText(open, instance, renderer)]),
    ...(late === undefined || verdict.kind === 'denied'
      ? []
      : [renderer.say(`request.${late}`, { wait: renderer.text(printDuration(verdict.need.expiresMs)) })]),
    ...(windowAt === undefined
      ? []
      : [renderer.say('request.until_before_window', { instance, at: renderer.moment(windowAt) })]),
    ...(open === undefined && status !== READY_STATUS
      ? [renderer.say('request.instance_not_ready', { instance, status: renderer.text(status) })]
      : []),
  ].map((sentence) => renderer.say('why.obstacle', { sentence: renderer.said(sentence) }));
}

/** Who locked the instance, when and why. */
export function lockedText<V>({ by, at, reason }: Lock, instance: V, renderer: Renderer<V>): string {
  const values = { instance, who: renderer.person(by.userId), at: renderer.moment(at), reason: renderer.text(reason) };
  return renderer.say('request.instance_locked', values);
}

/** The open request of the instance: its id, its requester and its state. */
export function busyText<V>({ id, state, requester }: ResizeRequest, instance: V, renderer: Renderer<V>): string {
  const values = {
    instance,
    request: renderer.exact(id),
    who: renderer.person(requester.userId),
    state: renderer.text(renderer.words.plain(`state.${state}`, {})),
  };
  return renderer.say('request.instance_busy', values);
}

/** That the instance should have had its class back, why it has not, and the next step. */
export function skippedText<V>({ skipped }: WhyJudged, renderer: Renderer<V>): readonly string[] {
  if (skipped?.failure === undefined) return [];
  const { id, before, change, since, failure } = skipped;
  const { words } = renderer;
  const { title, next } = failureWords(failure, words);
  const facts = failureFacts(failure, words);
  return [
    renderer.say('why.skipped', {
      ...{ back: renderer.text(classes(before, change.targetClass).to), at: renderer.moment(since) },
      ...{ request: renderer.exact(id), code: renderer.exact(failure.code) },
      why: renderer.said(inARow(words, title, ...(facts === undefined ? [] : [facts]), next)),
    }),
  ];
}
