/** The form, and everything a modal says. Hints follow the API page of ModifyInstanceSpec. */
export const form = {
  title: 'Resize a Redis',
  submit: 'Send request',
  close: 'Cancel',
  done: 'Close',
  loading: '⏳ Reading the instance… You can already go on filling in the form.',
  choose: 'Choose the instance to change and its new class. Nothing is ordered before the request is allowed.',
  instance: {
    label: 'Instance',
    hint: 'Type a part of its name or id. You see the instances that the rules let you change.',
    placeholder: 'Name or id (r-…)',
  },
  target_class: {
    label: 'New class',
    hint: 'The instance class (InstanceClass) after the change. Type to search; a full class name is taken as typed.',
    placeholder: 'redis.master.mid.default',
  },
  auto_pay: {
    label: 'Payment',
    option: 'Pay the order automatically',
    hint: 'AutoPay. Without it the order waits unpaid in the billing console and nothing changes until somebody pays it.',
  },
  coupon_no: {
    label: 'Coupon',
    hint: 'CouponNo. “none” uses no coupon, “best” lets Alibaba Cloud choose, anything else is a coupon number.',
    placeholder: 'none',
  },
  effective_time: {
    label: 'When',
    now: 'Immediately',
    nowHint: 'The change begins as soon as the order is placed.',
    maintain: 'In the maintenance window',
    maintainHint: 'The switch waits for the window of the instance.',
    hint: 'EffectiveTime. A change that disconnects nobody may run at once in either case.',
  },
  force_upgrade: {
    label: 'Compatibility',
    option: 'Change even if commands in use are unsupported by the new class',
    hint: 'ForceUpgrade. Without it Alibaba Cloud refuses the change when commands in use are not supported after it.',
  },
  business_info: {
    label: 'Promotion or business info',
    hint: 'BusinessInfo. Passed on as it is; leave it empty unless you were told what to write.',
  },
  reason: {
    label: 'Reason',
    hint: 'Shown on the card to those who decide.',
    placeholder: 'Why is this needed?',
  },
  facts: {
    name: '*Instance*\n{{name}} {{id}}',
    place: '*Region*\n{{region}} ({{account}})',
    class: '*Class now*\n{{class}}',
    status: '*Status*\n{{status}}',
    charge: '*Charge type*\n{{charge}}',
    window: '*Maintenance window*\n{{window}} (your time)',
    prePaid: 'Subscription, until {{until}}',
    prePaidOpen: 'Subscription',
    postPaid: 'Pay-as-you-go',
    engine: '*Engine*\n{{version}}',
    impact:
      'ℹ️ A change disconnects clients once or twice for up to 30 seconds and may be read-only for about a minute. ' +
      'Clients must reconnect.',
  },
  warn: {
    notReady: '⚠️ The status is {{status}}, not Normal: a request would be refused now.',
    open: '⚠️ {{request}} is already under way on this instance ({{state}}). Only one can be open.',
    classNear:
      '⚠️ {{class}} is not a class we know. Did you mean {{nearest}}? A class that is new can be sent as it is.',
    classUnknown: '⚠️ {{class}} is not a class we know. A class that is new can be sent as it is.',
    renew: '⚠️ A renewal with a change of class is waiting for this instance. It has to end or be withdrawn first.',
  },
  error: {
    instance: 'Choose an instance, or type its id, such as r-bp1zxszhcgatnx.',
    target_class: 'Choose a class, or type its full name, such as redis.master.mid.default.',
    same_class: 'The instance has this class already.',
    coupon_no: 'Write “none”, “best” or a coupon number (letters and digits, at most 64).',
    business_info: 'At most 100 characters.',
    reason: 'Write in a few words why this is needed (at most 500 characters).',
    not_saved: 'This may not have been saved in time. Press the button again: the same form counts only once.',
  },
  checking: {
    title: 'Checking…',
    body: '⏳ Your request is saved. Reading the instance, its price and the rules. The answer comes here in a moment.',
    closed: 'You may close this window: the answer then reaches you where you used the command.',
  },
  reject: {
    title: 'Reject {{id}}',
    submit: 'Reject',
    intro: 'You are about to reject *{{id}}*. The reason is shown in its thread.',
    working: '⏳ Recording your decision…',
    done: '{{id}} is rejected. Whoever asked will be told in the thread of its card.',
  },
} as const;
