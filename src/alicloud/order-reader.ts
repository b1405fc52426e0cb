import { CLIENT_CODES } from '../core/cloud-errors.ts';
import { sumOf } from '../core/value/money.ts';
import { classNamesIn } from '../core/lifecycle/lost-order.ts';
import type { OrderFacts } from '../workflow/ports.ts';
import { clientFault, requestIdOf } from './errors.ts';
import { at, type Fields, list, text, whole } from './fields.ts';

/** The answer of ModifyInstanceSpec. Without an OrderId the outcome is unclear. */
export function placedOf(body: Fields): { readonly orderId: string; readonly requestId: string } {
  const requestId = requestIdOf(body);
  return { orderId: orderIdOf(body) ?? malformed(body), requestId: requestId ?? '' };
}

export interface OrderRow {
  readonly orderId: string;
  readonly createdAt: string;
  readonly payment: OrderFacts['payment'];
  /** New, Renew, Upgrade, Refund, in lower case; no word for a downgrade is documented. */
  readonly type: string;
}

/** One page of QueryOrders, and how many orders there are in all. */
export function orderPageOf(body: Fields): { readonly rows: readonly OrderRow[]; readonly total: number } {
  const total = whole(at(body, 'Data', 'TotalCount')) ?? malformed(body);
  const rows = list(body, 'Data', 'OrderList', 'Order') ?? (total === 0 ? [] : malformed(body));
  return {
    rows: rows.map((row) => ({
      orderId: orderIdOf(row) ?? malformed(body),
      createdAt: text(at(row, 'CreateTime')) ?? '',
      payment: paymentOf([text(at(row, 'PaymentStatus'))?.toLowerCase()]),
      type: (text(at(row, 'OrderType')) ?? '').toLowerCase(),
    })),
    total,
  };
}

/** GetOrderDetail: its rows are the sub-orders of one order. Undefined when there is no such order. */
export function orderOf(orderId: string, body: Fields): OrderFacts | undefined {
  const rows = list(body, 'Data', 'OrderList', 'Order') ?? malformed(body);
  const own = rows.filter((row) => (orderIdOf(row) ?? malformed(body)) === orderId);
  if (own.length === 0) return undefined;
  return {
    orderId,
    payment: paymentOf(own.map((row) => text(at(row, 'PaymentStatus'))?.toLowerCase())),
    createdAt: text(at(own[0], 'CreateTime')) ?? '',
    instanceIds: [...new Set(own.flatMap((row) => idsOf(at(row, 'InstanceIDs'))))],
    classes: classesOf(own, 'Config'),
    wasClasses: classesOf(own, 'OriginalConfig'),
    operator: own.map((row) => text(at(row, 'Operator'))).find((id) => id !== undefined && /^[\w.@-]{1,64}$/.test(id)),
    relatedOrderId: own.map((row) => text(at(row, 'RelatedOrderId'))).find((id) => id !== undefined),
    price: priceOf(own),
  };
}

/** Of all sub-orders together; undefined where one of them has no amount, or another currency. */
function priceOf(rows: readonly unknown[]): OrderFacts['price'] {
  const amounts = rows.map((row) => text(at(row, 'PretaxAmount')) ?? '');
  const [currency = '', ...others] = new Set(rows.map((row) => text(at(row, 'Currency')) ?? ''));
  const amount = sumOf(amounts);
  return amount === undefined || currency === '' || others.length > 0 ? undefined : { amount, currency };
}

function classesOf(rows: readonly unknown[], field: 'Config' | 'OriginalConfig'): readonly string[] {
  return classNamesIn(rows.map((row) => text(at(row, field)) ?? '').join('\n'));
}

function malformed(body: Fields): never {
  throw clientFault(CLIENT_CODES.malformed, requestIdOf(body));
}

/** Documented as a string, a number in sibling APIs, often beyond 2^53; anything that is not an id is none. */
function orderIdOf(row: unknown): string | undefined {
  const id = text(at(row, 'OrderId'));
  return id !== undefined && /^[\w-]{1,64}$/.test(id) && !/^0+$/.test(id) ? id : undefined;
}

/** The documentation writes the words in both cases. An order is paid or cancelled when all of it is. */
function paymentOf(words: readonly (string | undefined)[]): OrderFacts['payment'] {
  if (words.includes('unpaid')) return 'unpaid';
  if (words.every((word) => word === 'paid')) return 'paid';
  if (words.every((word) => word === 'cancelled' || word === 'canceled')) return 'cancelled';
  return 'unknown';
}

/** `InstanceIDs` is a JSON array inside a string; a bare id or a list with commas is read too. */
function idsOf(value: unknown): readonly string[] {
  const written = Array.isArray(value) ? value.map(text).join(',') : (text(value) ?? '');
  return written.split(/[\s,;"'[\]]+/).filter((id) => /^[\w-]{3,64}$/.test(id));
}
