import { READY_STATUS } from '../core/instance/instance.ts';
import type { Lock, ResizeRequest } from '../core/request/request.ts';
import type { WhyJudged } from '../workflow/ports.ts';
import type { Tongue } from './renderer.ts';
import { misfitText } from './usage.ts';

/** What would stop a request today, whatever the rules say, in the order in which it would meet it. */
export function obstaclesOf<V>(
  { instance: found, lock, misfit, open }: WhyJudged,
  targetClass: string,
  tongue: Tongue<V>,
): readonly string[] {
  const { instanceId, status } = found;
  const instance = tongue.exact(instanceId);
  return [
    ...(lock === undefined ? [] : [lockedText(lock, instance, tongue)]),
    ...(found.realClass === targetClass ? [tongue.say('request.same_class', { instance })] : []),
    ...(found.hasRenewChangeOrder ? [tongue.say('request.renew_order_waiting', { instance })] : []),
    ...(misfit === undefined ? [] : [misfitText(misfit, instanceId, tongue)]),
    ...(open === undefined ? [] : [busyText(open, instance, tongue)]),
    ...(open === undefined && status !== READY_STATUS
      ? [tongue.say('request.instance_not_ready', { instance, status: tongue.text(status) })]
      : []),
  ].map((sentence) => tongue.say('why.obstacle', { sentence: tongue.said(sentence) }));
}

function lockedText<V>({ by, at, reason }: Lock, instance: V, tongue: Tongue<V>): string {
  const values = { instance, who: tongue.person(by.userId), at: tongue.moment(at), reason: tongue.text(reason) };
  return tongue.say('request.instance_locked', values);
}

function busyText<V>({ id, state }: ResizeRequest, instance: V, tongue: Tongue<V>): string {
  const values = { instance, request: tongue.exact(id), state: tongue.text(tongue.words.plain(`state.${state}`, {})) };
  return tongue.say('request.instance_busy', values);
}
