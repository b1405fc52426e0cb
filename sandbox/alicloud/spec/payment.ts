import { markPaid } from '../orders.ts';
import type { OrderRecord } from '../orders.ts';
import { refuse } from '../refusal.ts';
import type { Amount } from '../money.ts';
import type { State } from '../state.ts';
import type { SandboxInstance } from '../instance.ts';

export function refuseWithoutPaymentMethod(state: State): void {
  if (state.settings.payment === 'none') throw refuse('PaymentMethodNotFound');
}

/**
 * InsufficientBalance is published for CreateInstance and assumed for ModifyInstanceSpec; the PAYFOR code belongs to
 * accounts that pay by credit.
 */
export function refuseWithoutMoney(state: State, trade: Amount): void {
  const { payment, balance } = state.settings;
  if (trade <= balance) return;
  throw refuse(payment === 'credit' ? 'PAYFOR.CREDIT_PAY_INSUFFICIENT_BALANCE' : 'InsufficientBalance');
}

/** Takes the amount from the balance; a refund is assumed to go back to it. Pay-as-you-go is billed later. */
export function payFromBalance(state: State, order: OrderRecord, instance: SandboxInstance): void {
  if (order.chargeType === 'PrePaid') state.settings.balance -= order.trade;
  markPaid(state, order, instance);
}
