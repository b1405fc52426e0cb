/** Reminders of an order that waits to be paid: pure, on the locked record. */
import type { ResizeRequest } from '../request/request.ts';
import type { Step } from '../request/step.ts';

export interface PaymentTimeouts {
  /** From the order being unpaid to the first reminder, and from one reminder to the next. Milliseconds. */
  readonly payRemind: number;
  readonly payRemindAgain: number;
}

/** `remindAt` of a request that begins to wait for payment: the reminders of its approvers are over. */
export function firstPaymentReminder(now: Date, { payRemind }: PaymentTimeouts): string {
  return new Date(now.getTime() + payRemind).toISOString();
}

/** Reminds the requester of an order that was seen unpaid just now, if it is time to. */
export function remindOfPayment(request: ResizeRequest, now: Date, patience: PaymentTimeouts): Step<void> {
  const since = new Date(request.since);
  const due = request.remindAt ?? firstPaymentReminder(since, patience);
  if (request.state !== 'awaiting_payment' || due > now.toISOString()) return { kind: 'keep', result: undefined };
  const remindAt = new Date(now.getTime() + patience.payRemindAgain).toISOString();
  const data = { orderId: request.order?.orderId, unpaidSince: request.since };
  return {
    kind: 'update',
    patch: { remindAt },
    events: [{ kind: 'payment_reminded', actor: 'bot', data }],
    result: undefined,
  };
}
