/** The form, and everything a modal says. Hints follow the API page of ModifyInstanceSpec. */
export const form = {
  title: 'Resize a Redis',
  submit: 'Send request',
  close: 'Cancel',
  done: 'Close',
  loading: '⏳ Reading the instance… You can already go on filling in the form.',
  late:
    '⚠️ The instance is not available: Alibaba Cloud has not answered yet. You can send the form all the same; ' +
    'the instance is read again before anything is decided.',
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
    none: 'No coupon',
    best: 'The best one, chosen by Alibaba Cloud',
    hint: 'CouponNo. Choose one that this change may use, or type the number of another one. The price above says what it does.',
    placeholder: 'No coupon',
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
    hint: 'BusinessInfo. Passed on as it is; leave it empty unless you were told what to write. Press Enter to see the price with it.',
  },
  reason: {
    label: 'Reason',
    hint: 'Shown on the card to those who decide.',
    placeholder: 'Why is this needed?',
  },
  fixed: '*{{label}}*\n{{value}} · set by rule “{{rule}}”',
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
      'ℹ️ A change may disconnect clients once or twice for up to 30 seconds and be read-only for about a minute. ' +
      'Clients must reconnect.',
  },
  price: {
    reading: '*Price*\n⏳ Reading the price…',
    late: '*Price*\nNot available: Alibaba Cloud has not answered yet. You can ask all the same, unless a rule limits the price.',
    is: '*Price*\n{{price}}',
    sum: '{{off}} = {{cost}}',
    term: '{{cost}} for the rest of the term, until {{until}}',
    coupon: 'Coupon “{{coupon}}” is counted in.',
    none: '*Price*\nThe price could not be read: {{title}} ({{code}})\nYou can ask all the same, unless a rule limits the price.',
    unreadable: '*Price*\nThe price could not be read.\nYou can ask all the same, unless a rule limits the price.',
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
