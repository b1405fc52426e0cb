/** The card of a request. */
export const card = {
  title: 'Resize {{name}}',
  text: '{{id}}: {{name}}, {{from}} → {{to}}. {{state}}',
  instance: '*Instance*\n{{name}} {{id}}\n{{region}} · {{account}}',
  change: '*Change*\n{{from}}\n→ {{to}}',
  money: '*Price*\n{{price}}',
  moneyOff: '*Price*\n{{price}}\n{{off}}',
  noPrice: 'No price could be read',
  how: '*How*\n{{flags}}',
  asked: '*Asked by*\n{{who}} · {{at}}',
  agreed: '*Agreed*\n{{votes}}',
  votesOf: '{{have}} of {{need}} from {{groups}}',
  votesBy: '{{have}} of {{need}} from {{groups}}: {{who}}',
  partFull: '{{count}} of {{groups}} ✓',
  partOpen: '{{count}} of {{groups}} missing',
  noVotes: 'Nobody has to: rule “{{rule}}”',
  reason: '*Reason*',
  order: '*OrderId* {{order}}   *RequestId* {{request}}',
  orderOnly: '*OrderId* {{order}}',
  progress: '*Progress* {{parts}} · as of {{at}}',
  orderFound: 'The order was found by its effect; its number is not known.',
  footer: '{{id}} · rule “{{rule}}” (line {{line}}) · {{link}}',
  factsAt: 'Instance and price as of {{at}}',
  console: 'Instance in the console',
  orders: 'Orders in the console',
  approve: 'Approve',
  reject: 'Reject',
  withdraw: 'Withdraw',
  recheck: 'Look again',
  confirm: {
    title: 'Approve this change?',
    text: '{{name}} ({{id}}): {{from}} → {{to}}. {{price}}, {{flags}}.',
    yes: 'Approve',
    no: 'Not yet',
    withdrawTitle: 'Withdraw this request?',
    withdrawText: '{{name}}: {{from}} → {{to}} will not be ordered.',
    withdraw: 'Withdraw',
    keep: 'Keep it',
  },
} as const;

/** How far a change is, as its task in the cloud tells. */
export const progress = {
  percent: '{{percent}} %',
  step: 'step {{step}}',
  soon: 'less than a minute left',
  minutes_one: 'about {{count}} minute left',
  minutes_other: 'about {{count}} minutes left',
  hours_one: 'about {{count}} hour left',
  hours_other: 'about {{count}} hours left',
} as const;

/** What is not as it was when it was agreed to. */
export const drift = {
  title: '⚠️ *What moved.* Approvals given before do not count.',
  class: 'class {{was}} → {{is}}',
  price: 'price {{was}} → {{is}}',
  noPrice: 'unreadable',
  rule: 'rule “{{was}}” → “{{is}}”',
  ruleEdited: 'rule “{{rule}}” was edited',
  votes: 'the approvals are no longer enough for the rules',
} as const;

export const flags = {
  autoPay: 'paid automatically',
  noAutoPay: 'not paid automatically',
  noCoupon: 'no coupon',
  bestCoupon: 'best coupon',
  coupon: 'coupon {{coupon}}',
  now: 'at once',
  maintain: 'in the maintenance window',
  force: 'even if commands in use are unsupported',
  noForce: 'not if commands in use are unsupported',
  forced: 'Set by rule “{{rule}}”: {{flags}}',
  business: 'business info {{info}}',
} as const;

export const money = {
  pay: '{{amount}} to pay',
  refund: '{{amount}} to be refunded',
  nothing: 'Nothing to pay',
  hourly: '{{amount}} an hour, about {{month}} a month',
  off: '{{original}} list − {{discount}} discount',
} as const;

/** One or two words for lists. */
export const state = {
  pending: 'waiting for approval',
  approved: 'approved',
  ordering: 'being ordered',
  ordered: 'ordered',
  awaiting_payment: 'waiting for payment',
  scheduled: 'waiting for the maintenance window',
  changing: 'being changed',
  stalled: 'taking longer than expected',
  unknown: 'unclear, somebody must look',
  completed: 'completed',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
  expired: 'expired',
  cancelled: 'cancelled',
  failed: 'failed',
} as const;

/** The sentence on the card. */
export const status = {
  pending_one: '🟡 *Waiting for {{count}} more approval* from {{groups}}, until {{until}}.',
  pending_other: '🟡 *Waiting for {{count}} more approvals* from {{groups}}, until {{until}}.',
  approved: '🟢 *Approved.* The instance and the price are read once more, then the order is placed.',
  held: '🟢 *Approved.* The order is placed {{until}} at the earliest: a window or a freeze of the rules.',
  ordering: '🔵 *Placing the order.* Once, whatever happens.',
  unclear: '🟠 *The answer to the order was not clear.* Looking for what became of it before anything is sent again.',
  ordered: '🔵 *Ordered* {{at}}. Waiting for the change to begin.',
  awaiting_payment:
    '🟠 *Waiting for payment.* The order exists and is unpaid: {{link}}. Nothing changes until it is paid.',
  scheduled: '🔵 *Ordered.* The switch waits for the maintenance window {{window}}.',
  scheduledAt: '🔵 *Ordered.* The switch waits for the maintenance window, until {{at}}.',
  scheduledOpen: '🔵 *Ordered.* The switch waits for the maintenance window.',
  changing: '🔵 *Being changed* since {{at}}. The thread tells when it is done.',
  changingUnclear:
    '🔵 *The instance says that it is being changed* since {{at}}. Whether it waits for its maintenance window cannot be told.',
  stalled:
    '🟠 *Taking longer than expected* since {{at}}. Changes of large instances can take an hour; still watching.',
  unknown:
    '🔴 *Unclear whether an order exists.* Somebody must look: {{link}}. Nothing is sent again. Then press “Look again”.',
  completed: '✅ *Done* {{at}}. {{name}} is {{to}}.',
  rejected: '⛔ *Rejected* {{at}}. Nothing was ordered.',
  withdrawn: '⚪ *Withdrawn* {{at}}. Nothing was ordered.',
  expired: '⚪ *Expired* {{at}}: not enough approvals in time. Nothing was ordered.',
  cancelled: '⚪ *Cancelled* {{at}}: the unpaid order was cancelled. Nothing was changed.',
  failed: '🔴 *Failed* {{at}}.',
  failure: '{{title}} {{cause}}\n*Next:* {{next}}\n{{code}}',
  failureTurn: '{{next}}\n*Who can do it:* {{turn}}',
  failureIs: 'The instance is {{is}}.',
  failureIsOrder: 'The instance is {{is}}, and order {{order}} is newer than the one of this request.',
  failureLimit: 'The limit is {{limit}}.',
  failureRequest: 'Code {{code}} · request of the cloud {{request}}',
  failureCode: 'Code {{code}}',
} as const;
