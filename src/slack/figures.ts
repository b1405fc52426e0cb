import { memoryAfter } from '../core/classes.ts';
import type { Change } from '../core/change.ts';
import type { InstanceFacts, InstanceSummary } from '../core/instance.ts';
import { partsOf } from '../core/quorum.ts';
import type { ApprovalNeed } from '../core/request.ts';
import { sized } from './amounts.ts';
import type { Words } from './text/words.ts';

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
    words.plain(autoPay ? 'flags.autoPay' : 'flags.noAutoPay', {}),
    words.plain(effectiveTime === 'MaintainTime' ? 'flags.maintain' : 'flags.now', {}),
    couponOf(coupon, words),
    ...(forceUpgrade ? [words.plain('flags.force', {})] : []),
    ...(businessInfo === undefined || businessInfo === ''
      ? []
      : [words.plain('flags.business', { info: businessInfo })]),
  ];
  return parts.join(words.locale === 'en' ? ', ' : '，');
}

function couponOf(coupon: string, words: Words): string {
  if (coupon === 'none') return words.plain('flags.noCoupon', {});
  return coupon === 'best' ? words.plain('flags.bestCoupon', {}) : words.plain('flags.coupon', { coupon });
}

/** Names of groups of the configuration, for a sentence; with numbers where each of several has to agree. */
export function groupsOf(need: ApprovalNeed): string {
  const parts = partsOf(need);
  if (parts.length < 2) return need.from.join(', ') || '–';
  return parts.map(({ from, count }) => `${count} × ${from.join(', ')}`).join(' + ');
}
