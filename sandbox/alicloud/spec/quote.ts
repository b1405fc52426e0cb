import type { SandboxInstance, Shape } from '../instance.ts';
import { changePrice, hourlyListPrice, hourPrice, remainingHours } from '../pricing.ts';
import type { Price } from '../pricing.ts';
import { refuse } from '../refusal.ts';
import type { State } from '../state.ts';

interface SpecQuote {
  readonly price: Price;
  readonly direction: 'UPGRADE' | 'DOWNGRADE';
}

/** The price of this change, and its direction, which is decided by price and not by size. */
export function quoteChange(state: State, instance: SandboxInstance, target: Shape): SpecQuote {
  const from = hourlyListPrice(instance, instance.regionId, state.settings);
  const to = hourlyListPrice(target, instance.regionId, state.settings);
  const hours = remainingHours(instance.endTime, state.now());
  const price = instance.chargeType === 'PrePaid' ? changePrice(from, to, hours) : hourPrice(to);
  return { price, direction: to < from ? 'DOWNGRADE' : 'UPGRADE' };
}

/**
 * Documented for subscriptions: a cheaper target needs OrderType=DOWNGRADE, UPGRADE is the default. The code for the
 * wrong one is not published; the one of the order system for a rejected argument stands in. For pay-as-you-go the
 * parameter is not documented and not looked at.
 */
export function refuseWrongDirection(
  instance: SandboxInstance,
  direction: 'UPGRADE' | 'DOWNGRADE',
  asked: string | undefined,
): void {
  if (instance.chargeType === 'PrePaid' && (asked ?? 'UPGRADE') !== direction) {
    throw refuse('SYSTEM.ILLEGAL_ARGUMENT');
  }
}
