/** Why a person is told "no": one sentence per reason, each with what can be done. */
export const access = {
  other_team: 'This bot serves another workspace. Ask somebody of that workspace.',
  guest: 'Guests cannot use this bot. Ask a full member of the workspace.',
  stranger: 'People of other organisations cannot use this bot, also not in a shared channel.',
  bot_user: 'Bots cannot use this bot.',
  deactivated: 'This Slack account is deactivated.',
  person_unknown: 'Slack did not say who you are, so nothing is allowed for now. Try again in a minute.',
} as const;

export const click = {
  unknown_request: 'There is no request with this id. The message may be older than the records.',
  already_decided: 'Too late: {{id}} is {{state}} since {{at}}.',
  already_decided_by: 'Too late: {{who}} decided {{id}} ({{at}}). It is {{state}}.',
  request_expired: '{{id}} expired ({{at}}). Send the command again if the change is still wanted.',
  not_an_approver: 'Only {{groups}} may decide {{id}}.',
  own_request: 'You asked for {{id}} yourself; somebody else of {{groups}} has to decide.',
  already_voted: 'Your approval of {{id}} counts already.',
  vote_not_needed:
    'Your part of the approval of {{id}} is given already. It needs {{groups}}, each of them another person; now it is the others’ turn.',
  approvers_unknown:
    'Slack did not say who belongs to {{groups}}, so nobody can decide for now. Try again in a minute.',
  no_longer_allowed: 'The rules do not allow {{id}} any more.',
  not_the_requester: 'Only whoever asked for {{id}} ({{who}}) can withdraw it.',
  too_late_to_withdraw: '{{id}} is {{state}}; it can no longer be withdrawn.',
  nothing_to_recheck: 'Nothing new about {{id}}: it is {{state}}.',
  card_changed:
    'What the card of {{id}} showed you has changed, so your click did not count. Look at it again, then decide.',
  facts_unreadable: 'The instance could not be read, so nothing of {{id}} was changed. Try again in a minute.',
  price_unreadable: 'The price could not be read, so nothing of {{id}} was changed. Try again in a minute.',
  no_longer_possible: '{{id}} is no longer possible; it is {{state}}. If it is still open, withdraw it.',
  no_longer_fits:
    '{{id}} is no longer possible; it is {{state}}. If it is still open, withdraw it and ask for another class.',
} as const;

export const request = {
  instance_not_found:
    'No instance {{instance}} was found in the configured accounts and regions. Check the id, or name the region with `--region`.',
  instance_not_yours:
    'No rule lets you change {{instance}}, so nothing of it is shown. `/redis-resize why` tells what the rules want.',
  instance_not_ready: '{{instance}} is {{status}}, not Normal. Try again when it is Normal.',
  instance_busy: '{{instance}} has an open request already: {{request}}, {{state}}. Wait for it or withdraw it.',
  instance_locked:
    '{{instance}} is locked by {{who}} ({{at}}): {{reason}}. Ask again when it is unlocked; `/redis-resize locks` shows what is locked.',
  renew_order_waiting:
    '{{instance}} has a renewal with a change of class waiting. Wait for it, or withdraw it in Renewal Management of the console.',
  same_class: '{{instance}} has this class already.',
  does_not_fit:
    '{{class}} is too small for {{instance}}: it used {{used}} at the peak of the last 7 days, and of the {{limit}} of that class less than 80 % ({{allowed}}) may be in use.',
  cloud_unreachable: 'Alibaba Cloud could not be reached. Nothing was ordered; try again in a minute.',
  cloud_refused: 'Alibaba Cloud refused to answer. Nothing was ordered.',
  channel_not_joined:
    'I am not in {{channel}}, so nobody there would see the request. Invite me with {{invite}} and send the command again.',
  channel_archived:
    '{{channel}} is archived, so no card can be posted there. Use the command in a channel that is in use; if the configuration sends the cards there (`slack.cards`), tell whoever keeps it.',
  channel_unreadable:
    'Slack does not let me look at {{channel}}, so nothing is posted there: the app may lack a permission. Tell whoever runs the bot; the reason is in its log.',
  here: 'this conversation',
  channel_shared:
    '{{channel}} is shared with another organisation, so requests are not posted there. Use the command in a channel of your own.',
} as const;

export const deny = {
  deny_rule: 'Rule “{{rule}}” (line {{line}} of the configuration) denies this change: {{text}}',
  deny_rule_unsure: 'Not everything the rule looks at could be read, so it counts as holding. Try again in a minute.',
  no_rule: 'No rule allows this change.',
  nearest: 'The nearest rule is “{{rule}}” (line {{line}} of the configuration). It does not hold because:',
  too_few_approvers:
    'Rule “{{rule}}” wants {{wanted}} approvers, but only {{found}} can be found. Ask whoever keeps the groups.',
  too_few_approvers_open: 'The rule wants more approvers than can be found. Ask whoever keeps the groups.',
  approvers_unknown: 'Slack did not say who may approve, so nothing was requested. Try again in a minute.',
  over_monthly_spend:
    'This change would go over what may be ordered in a month: {{limit}}. What is ordered or approved already counts.',
  limit: '{{max}} in all',
  limitGroups: '{{max}} for what {{groups}} ask for',
  limitAccounts: '{{max}} in {{accounts}}',
  limitBoth: '{{max}} for what {{groups}} ask for in {{accounts}}',
  spend_unknown: 'What was spent this month could not be read, so nothing was requested. Try again in a minute.',
  undecided: '{{sentence}} (It could not be looked up, so it does not hold.)',
} as const;

/** Terms of a rule: what it wants, what was found. */
export const term = {
  who: 'It is for {{wanted}}; you are {{found}}.',
  instances: {
    ids: 'It is for the instances {{wanted}}; this one is {{found}}.',
    names: 'It is for instances named {{wanted}}; this one is named {{found}}.',
    tags: 'It is for instances tagged {{wanted}}; this one has {{found}}.',
    regions: 'It is for the regions {{wanted}}; this instance is in {{found}}.',
    accounts: 'It is for the accounts {{wanted}}; this instance is in {{found}}.',
    architectures: 'It is for the architectures {{wanted}}; this instance is {{found}}.',
    classes: 'It is for instances of the classes {{wanted}}; this one is {{found}}.',
  },
  change: {
    direction: 'It allows {{wanted}}; this is {{found}}.',
    minMemory: 'It allows {{wanted}} of memory or more; the new class has {{found}}.',
    maxMemory: 'It allows up to {{wanted}} of memory; the new class has {{found}}.',
    maxStep: 'It allows a change of memory by {{wanted}} at most; this is {{found}}.',
    maxShards: 'It allows up to {{wanted}} shards; this makes {{found}}.',
    classes: 'It allows the classes {{wanted}}; you chose {{found}}.',
    maxPrice: 'It allows up to {{wanted}}; this costs {{found}}.',
    maxMonthlyPrice: 'It allows up to {{wanted}} a month; this costs {{found}} a month.',
  },
  flags: {
    autoPay: 'Automatic payment may be {{wanted}}; you chose {{found}}.',
    coupon: 'It allows {{wanted}}; you chose {{found}}.',
    effectiveTime: 'It allows a change {{wanted}}; you chose {{found}}.',
    forceUpgrade: 'A forced change may be {{wanted}}; you chose {{found}}.',
  },
  value: {
    true: 'on',
    false: 'off',
    upgrade: 'an upgrade',
    downgrade: 'a downgrade',
    Immediately: 'at once',
    MaintainTime: 'in the maintenance window',
    none: 'no coupon',
    best: 'a coupon',
  },
  nothing: 'nothing',
} as const;
