/** Why a person gets "no" for an answer: one sentence per reason, each with the next step. */
export const access = {
  other_team: 'This bot serves another workspace. Ask someone in that workspace.',
  guest: "Guests can't use this bot. Ask a full member of the workspace.",
  stranger: "People from other organizations can't use this bot, even in shared channels.",
  bot_user: "Bots can't use this bot.",
  deactivated: 'This Slack account is deactivated.',
  no_such_person: 'Slack shows this bot no such person.',
  person_unknown: "Slack couldn't confirm who you are, so nothing is allowed right now. Try again in a minute.",
} as const;

export const click = {
  unknown_request: 'No request {{id}}. `/redis-resize status` shows yours.',
  already_decided: '{{id}} was already {{state}} ({{at}}).',
  already_decided_by: '{{who}} already approved {{id}} ({{at}}). Current status: {{state}}.',
  request_expired: '{{id}} expired ({{at}}). Submit a new request if you still need the change.',
  not_an_approver: 'Only {{groups}} can approve or reject {{id}}.',
  own_request: "You can't decide on your own request; someone else in {{groups}} has to.",
  already_voted: 'You already approved {{id}}.',
  vote_not_needed:
    'Your part of the approval of {{id}} is already covered. It needs {{groups}}, each a different person; the other approvals are still missing.',
  requester_gone: "{{who}} can no longer use this bot, so {{id}} can't be ordered. Reject it, or let it expire.",
  approvers_unknown:
    "Slack couldn't list the members of {{groups}}, so no one can decide right now. Try again in a minute.",
  no_longer_allowed: 'The rules no longer allow {{id}}.',
  not_the_requester: 'Only the requester ({{who}}) can withdraw {{id}}.',
  too_late_to_withdraw: '{{id}} can no longer be withdrawn. Current status: {{state}}.',
  nothing_to_recheck: 'Nothing new for {{id}}. Current status: {{state}}.',
  card_changed:
    'The card of {{id}} was out of date, so your click did not count. Review the updated card, then decide.',
  facts_unreadable: "The instance couldn't be read, so {{id}} is unchanged. Try again in a minute.",
  price_unreadable: "The price couldn't be read, so {{id}} is unchanged. Try again in a minute.",
  no_longer_possible: '{{id}} is no longer possible. Current status: {{state}}. If it is still open, withdraw it.',
  no_longer_fits:
    '{{id}} is no longer possible. Current status: {{state}}. If it is still open, withdraw it and request another class.',
  not_unclear: 'There is nothing to settle for {{id}}. Current status: {{state}}.',
  order_unreadable: "The order couldn't be read, so {{id}} is unchanged. Try again in a minute.",
  order_not_found: 'Alibaba Cloud has no order with this OrderId in the account of {{id}}. Check the number.',
  order_not_ours:
    'This is not the order of {{id}}: it is for another instance or class, from another time, or belongs to another request.',
  no_return_planned: 'There is no return of {{id}} to cancel. If it is a request of its own by now, withdraw that one.',
  order_exists: 'The bot just found an order for {{id}}. Press “Refresh” on its card.',
  back_over:
    '{{id}} no longer offers the way back: another request followed, or 7 days are over. `/redis-resize` opens the form.',
  back_not_yours:
    "No rule lets you resize this instance, so you can't ask for the class before {{id}}. `/redis-resize why` shows what the rules require.",
} as const;

export const request = {
  instance_not_found:
    'No instance {{instance}} in the configured accounts and regions. Check the ID, or add the region with `--region`.',
  instance_not_yours:
    "You're not allowed to resize {{instance}}, so its details are hidden. `/redis-resize why` shows what the rules require.",
  group_unknown:
    "Slack couldn't list a user group or channel of the rules, so it's not known whether you may resize {{instance}}. Try again in a minute.",
  instance_not_ready: 'The status of {{instance}} is {{status}}, not Normal. Try again when it is Normal.',
  instance_busy:
    '{{instance}} already has an open request: {{request}} by {{who}} ({{state}}). Wait for it to finish, or have it withdrawn.',
  instance_locked:
    '{{who}} locked {{instance}} ({{at}}): {{reason}}. Resubmit once it is unlocked; `/redis-resize locks` lists all locks.',
  renew_order_waiting:
    '{{instance}} has a pending renewal with a class change. Wait for it, or cancel it under Renewal Management in the console.',
  change_under_way: '{{instance}} has an order that is not finished yet ({{id}}). Submit again once it is.',
  class_not_offered: 'Alibaba Cloud does not offer {{class}} for {{instance}}. Choose another class.',
  same_class: '{{instance}} already has this class.',
  does_not_fit:
    '{{class}} is too small for {{instance}}: peak memory in the last 7 days was {{used}}, but only {{allowed}} (80% of {{limit}}) may be used in that class.',
  reason_format: 'Rule “{{rule}}” requires in the reason: {{hint}}. Add it and submit again.',
  until_passed:
    'The time at which {{instance}} goes back to its class has passed, or comes before the start. Choose a later one.',
  until_before_window:
    '{{instance}} would get the new class in its maintenance window ({{at}}), but goes back to its class before that. Choose a later end, or start immediately (`--at now`).',
  start_passed: 'The start time has passed. Choose a later one, or none to order as soon as possible.',
  start_too_far: 'The start time is more than a year ahead. Choose an earlier one.',
  start_after_deadline:
    'Approvals are waited for {{wait}} at most, and the start time is after that. Choose an earlier one.',
  cloud_unreachable: "Alibaba Cloud couldn't be reached. Nothing was ordered. Try again in a minute.",
  cloud_refused: "Alibaba Cloud rejected the call. Nothing was ordered. Ask the bot's operator to check its log.",
  channel_not_joined:
    "I'm not in {{channel}}, so no one there would see the request. Invite me with {{invite}}, then send the command again.",
  channel_archived:
    "{{channel}} is archived, so no card can be posted there. Use the command in an active channel. If the configuration sends cards there (`slack.cards`), contact the bot's operator.",
  channel_unreadable:
    "Slack doesn't let me read {{channel}}, so nothing is posted there. The app may lack a permission: ask the bot's operator to check its log.",
  here: 'this conversation',
  channel_shared:
    '{{channel}} is shared with another organization, so requests are not posted there. Use the command in an internal channel.',
} as const;

export const deny = {
  deny_rule: 'Rule “{{rule}}” (line {{line}} of the configuration) denies this change: {{text}}',
  deny_rule_unsure: 'Not everything this rule checks could be read, so it counts as a match. Try again in a minute.',
  no_rule: 'No rule allows this change.',
  nearest: "The closest rule, “{{rule}}” (line {{line}} of the configuration), doesn't apply:",
  too_few_approvers_one:
    'Rule “{{rule}}” needs {{wanted}} approvers but only {{count}} is eligible. Contact the owner of the groups.',
  too_few_approvers_other:
    'Rule “{{rule}}” needs {{wanted}} approvers but only {{count}} are eligible. Contact the owner of the groups.',
  too_few_approvers_open: 'The rule needs more approvers than are eligible. Contact the owner of the groups.',
  approvers_unknown: "Slack couldn't list who may approve, so nothing was requested. Try again in a minute.",
  over_monthly_spend:
    'This change would exceed the monthly limit of {{limit}}. Orders and approved requests count toward it.',
  limit: '{{max}} in total',
  limitGroups: '{{max}} for requests from {{groups}}',
  limitAccounts: '{{max}} in {{accounts}}',
  limitBoth: '{{max}} for requests from {{groups}} in {{accounts}}',
  spend_unknown: "This month's spending couldn't be read, so nothing was requested. Try again in a minute.",
  price_unknown:
    "The price couldn't be read, and a monthly limit needs it, so nothing was requested. Check the class and the coupon, or try again in a minute.",
  undecided: "{{sentence}} (Couldn't be checked, so treated as not met.)",
} as const;

/** Terms of a rule: what it requires, what was found. */
export const term = {
  who: "Only for {{wanted}}; {{found}} isn't a member.",
  where: 'Only for commands used in {{wanted}}; this one came from {{found}}.',
  instances: {
    ids: 'Only for instances {{wanted}}; this one is {{found}}.',
    names: 'Only for instances named {{wanted}}; this one is named {{found}}.',
    tags: 'Requires tag {{wanted}}; this instance has {{found}}.',
    regions: 'Only for regions {{wanted}}; this instance is in {{found}}.',
    accounts: 'Only for accounts {{wanted}}; this instance is in {{found}}.',
    architectures: 'Only for architectures {{wanted}}; this instance is {{found}}.',
    classes: 'Only for instances of class {{wanted}}; this one is {{found}}.',
  },
  change: {
    direction: 'Allows only {{wanted}}; this is {{found}}.',
    minMemory: 'Requires at least {{wanted}} of memory; the new class has {{found}}.',
    maxMemory: 'Allows at most {{wanted}} of memory; the new class has {{found}}.',
    maxStep: 'Memory may change by at most {{wanted}}; this change is {{found}}.',
    maxShards: 'Allows at most {{wanted}} shards; this change results in {{found}}.',
    classes: 'Allows only classes {{wanted}}; you chose {{found}}.',
    maxPrice: 'Price limit {{wanted}}; this change costs {{found}}.',
    maxPriceMonth: 'Price limit {{wanted}}; for limits, this pay-as-you-go change counts {{found}} a month.',
    maxMonthlyPrice: 'Monthly price limit {{wanted}}; this change costs {{found}} a month.',
    temporary: 'Allows only {{wanted}} changes; this one is {{found}}.',
    maxDuration: 'A temporary change may last at most {{wanted}}; this one lasts {{found}}.',
  },
  flags: {
    autoPay: 'Automatic payment must be {{wanted}}; you chose {{found}}.',
    coupon: 'Requires {{wanted}}; you chose {{found}}.',
    effectiveTime: 'The change must start {{wanted}}; you chose {{found}}.',
    forceUpgrade: 'Force must be {{wanted}}; you chose {{found}}.',
  },
  value: {
    true: 'on',
    false: 'off',
    upgrade: 'an upgrade',
    downgrade: 'a downgrade',
    Immediately: 'immediately',
    MaintainTime: 'in the maintenance window',
    temporary: 'temporary',
    permanent: 'permanent',
    none: 'no coupon',
    best: 'a coupon',
  },
  nothing: 'nothing',
  nowhere: 'no channel',
} as const;

/** The same reasons where more is known. */
export const refused = {
  change_under_way_unpaid:
    '{{instance}} has an unpaid order ({{id}}). Pay or cancel it in the console, then submit again.',
  change_under_way_task: '{{instance}} is being changed by a running task ({{id}}). Submit again once it has finished.',
  no_id: 'ID unknown',
  class_not_offered_near: 'Alibaba Cloud does not offer {{class}} for {{instance}}. Closest offered: {{nearest}}.',
} as const;
