import { type InstanceFacts, READY_STATUS } from '../core/instance.ts';
import type { Lock } from '../core/request.ts';
import type { Tongue } from './tongue.ts';

/** What would stop a request today, whatever the rules say. */
export function obstaclesOf<V>(
  instance: InstanceFacts,
  lock: Lock | undefined,
  targetClass: string,
  tongue: Tongue<V>,
): readonly string[] {
  const { instanceId, status } = instance;
  const about = { instance: tongue.exact(instanceId) };
  const locked = lock && {
    who: tongue.person(lock.by.userId),
    at: tongue.moment(lock.at),
    reason: tongue.text(lock.reason),
  };
  return [
    ...(locked === undefined ? [] : [tongue.say('request.instance_locked', { ...about, ...locked })]),
    ...(instance.realClass === targetClass ? [tongue.say('request.same_class', about)] : []),
    ...(instance.hasRenewChangeOrder ? [tongue.say('request.renew_order_waiting', about)] : []),
    ...(status === READY_STATUS
      ? []
      : [tongue.say('request.instance_not_ready', { ...about, status: tongue.text(status) })]),
  ].map((sentence) => tongue.say('why.obstacle', { sentence: tongue.said(sentence) }));
}
