import { memoryAfter } from '../core/instance/classes.ts';
import type { Change, ChangeFlags, EffectiveTime, Flag } from '../core/value/change.ts';
import type { InstanceFacts, InstanceSummary } from '../core/instance/instance.ts';
import type { ResizeRequest } from '../core/request/request.ts';
import { sized } from './amounts.ts';
import type { Words } from './words.ts';

/** An instance without a name goes by its id, as in the console. */
export function nameOf(instance: InstanceSummary): string {
  return instance.name === '' ? instance.instanceId : instance.name;
}

/** The two classes of a change, each with its memory. */
export function classes(instance: InstanceFacts, targetClass: string): { readonly from: string; readonly to: string } {
  return {
    from: sized(instance.realClass, instance.capacityMb),
    to: sized(targetClass, memoryAfter(instance, targetClass)),
  };
}

/** How a change is made, in one line of plain words. */
export function flagsOf(change: Change, words: Words): string {
  const { autoPay, coupon, effectiveTime, forceUpgrade, businessInfo } = change;
  const parts = [
    payment(autoPay, words),
    time(effectiveTime, words),
    couponOf(coupon, words),
    ...(forceUpgrade ? [words.plain('flags.force', {})] : []),
    ...(businessInfo === undefined || businessInfo === ''
      ? []
      : [words.plain('flags.business', { info: businessInfo })]),
  ];
  return parts.join(' · ');
}

/** One flag of a change; undefined where it is not given. */
export function flagText(flag: Flag, flags: Partial<ChangeFlags>, words: Words): string | undefined {
  const { autoPay, coupon, effectiveTime, forceUpgrade } = flags;
  switch (flag) {
    case 'autoPay':
      return autoPay === undefined ? undefined : payment(autoPay, words);
    case 'coupon':
      return coupon === undefined ? undefined : couponOf(coupon, words);
    case 'effectiveTime':
      return effectiveTime === undefined ? undefined : time(effectiveTime, words);
    case 'forceUpgrade':
      return forceUpgrade === undefined ? undefined : words.plain(forceUpgrade ? 'flags.force' : 'flags.noForce', {});
    default:
      return flag satisfies never;
  }
}

/** What the rule has set of a change, and not who asked; undefined: nothing. */
export function forcedText({ change, rule }: ResizeRequest, words: Words): string | undefined {
  const forced = rule.forced ?? [];
  const set = forced.map((flag) => flagText(flag, change, words)).filter((text) => text !== undefined);
  return set.length === 0 ? undefined : words.mrkdwn('flags.forced', { rule: rule.name, flags: set.join(' · ') });
}

/** Between the things of a list. */
export function comma({ locale }: Words): string {
  return locale === 'en' ? ', ' : '、';
}

export function listed(parts: readonly string[], words: Words): string {
  return parts.join(words.locale === 'en' ? ', ' : '，');
}

function payment(autoPay: boolean, words: Words): string {
  return words.plain(autoPay ? 'flags.autoPay' : 'flags.noAutoPay', {});
}

function time(effectiveTime: EffectiveTime, words: Words): string {
  return words.plain(effectiveTime === 'MaintainTime' ? 'flags.maintain' : 'flags.now', {});
}

function couponOf(coupon: string, words: Words): string {
  if (coupon === 'none') return words.plain('flags.noCoupon', {});
  return coupon === 'best' ? words.plain('flags.bestCoupon', {}) : words.plain('flags.coupon', { coupon });
}
