/** Private answers. */
export const reply = {
  created: '✅ *Request {{id}} submitted.* {{name}}: {{from}} → {{to}}.',
  createdCard: 'Card: {{link}}',
  createdIn: 'The card will be posted in {{channel}}.',
  card: 'open the card',
  createdWaits_one: "Next: {{count}} approval from {{groups}}, by {{until}}. Updates go to the card's thread.",
  createdWaits_other: "Next: {{count}} approvals from {{groups}}, by {{until}}. Updates go to the card's thread.",
  createdGoes:
    "Next: no approval needed. The order is placed as soon as change windows and freezes allow, usually right away. Updates go to the card's thread.",
  deniedTitle: 'Not allowed',
  denied: '⛔ *The rules do not allow this change of {{name}}.*',
  deniedNext:
    'Adjust the points above and resubmit, or ask someone who is allowed to. `/redis-resize why` checks a change without submitting it.',
  refusedTitle: 'Not submitted',
  refused: '⚠️ *Nothing was requested.*',
  shut: "🚫 *You can't use this bot here.*",
  createdTitle: 'Submitted',
  voted_one: 'Approval recorded. {{count}} more needed.',
  voted_other: 'Approval recorded. {{count}} more needed.',
  rechecking: 'Refreshed: {{id}}. Current status: {{state}}.',
  checked: '{{id}} is unchanged (checked {{at}}). Price: {{price}}.',
  renewed: 'Refreshed: {{id}} changed. Its card shows the new values, and earlier approvals no longer count.',
  withdrawn: '{{id}} is withdrawn. Nothing was ordered.',
  outdated: 'This message is from an older version of the bot. `/redis-resize status` shows the current status.',
  cardRefused:
    "⚠️ {{id}} is saved, but its card can't be posted in {{channel}} ({{reason}}), so no one can see it yet. Invite me there with {{invite}}; the card is then posted automatically.",
  notStored: 'This may not have been saved in time. Check the card; if it stays the same, try again: it counts once.',
  outdatedTitle: 'Out of date',
  outdatedView: 'This window is out of date. Close it and run `/redis-resize` again.',
  broken:
    '😵 Something went wrong (reference {{reference}}). If this was about a request, its card shows the actual status.',
  brokenTitle: 'Something went wrong',
  lateForm: "The form couldn't be opened in time. Send the command again:",
  lateButton: "The window couldn't be opened in time. Press the button again.",
} as const;

export const read = {
  statusNone:
    "You have no open requests. See `/redis-resize list` for everyone's, `/redis-resize history` for past ones.",
  historyNone: 'No requests here yet. `/redis-resize r-… class` submits one.',
  statusNoneOf: 'No requests for {{instance}}.',
  noRequest: 'No request {{id}}.',
  line: '{{link}} *{{name}}* {{instance}}\n{{from}} → {{to}} · {{who}} · {{at}}\n{{state}}',
  listTitle: 'Open requests',
  listNone: 'No open requests.',
  listMore: 'Showing the newest {{count}}.',
  historyTitle: 'History of {{instance}}',
  historyTitleAll: 'Latest requests',
  whyHow: 'Options: {{flags}}.',
  whyFree: 'No approval needed.',
  whyNeeds_one: 'Needs {{count}} approval from {{groups}}.',
  whyNeeds_other: 'Needs {{count}} approvals from {{groups}}.',
  whyDenied: '⛔ *Not allowed:* {{name}}, {{from}} → {{to}}.',
  whyNothing: 'Nothing was requested.',
  price: 'Price: {{price}}',
  allowed: 'Allowed',
} as const;

export const help = {
  title: 'Resize a Redis',
  body:
    '`/redis-resize` opens the form\n' +
    '`/redis-resize r-bp1… redis.master.mid.default` opens it filled in\n' +
    '`/redis-resize status [id or instance]` how a request stands\n' +
    '`/redis-resize list` open requests, and what is locked\n' +
    '`/redis-resize history [instance]` what was asked before and what became of it\n' +
    '`/redis-resize withdraw &lt;id&gt;` takes your own request back\n' +
    '`/redis-resize why &lt;instance&gt; &lt;class&gt;` what the rules say, without asking anybody\n' +
    '`/redis-resize lock &lt;instance&gt; &lt;reason&gt;` nothing is ordered for it, until `unlock &lt;instance&gt;`\n' +
    '`/redis-resize locks` what is locked, by whom and why',
  flags:
    '`--no-auto-pay` leave the order unpaid, to be paid in the console\n' +
    '`--coupon none|best|&lt;number&gt;` which coupon to use\n' +
    '`--at now|maintain` at once, or in the maintenance window\n' +
    '`--force` also when commands in use are not supported by the new class\n' +
    '`--business-info &lt;text&gt;` promotion or business information, passed on as it is\n' +
    '`--region &lt;region&gt;` where to look for the instance\n' +
    '`--reason "…"` shown to those who decide',
  note:
    'A request is checked against the rules, waits for those who have to agree, and is ordered exactly once. ' +
    'Where a rule is there for emergencies, the answer to the form offers it.',
} as const;

export const invalid = {
  title: 'That command was not understood:',
  form: 'Right form: {{form}}',
  nearest: 'Did you mean {{nearest}}?',
  help: '`/redis-resize help` shows everything.',
  unknown_flag: '{{found}} is not a flag here.',
  missing_value: '{{found}} needs a value.',
  bad_value: '{{found}} is not a possible value.',
  too_long: '{{found}} is too long (at most 100 characters).',
  repeated_flag: '{{found}} is given twice.',
  unknown_word: '{{found}} is not a word of this command.',
  not_an_instance: '{{found}} is not an instance id (such as `r-bp1zxszhcgatnx`).',
  not_a_class: '{{found}} is not an instance class (such as `redis.master.mid.default`).',
  not_a_request_id: '{{found}} is not a request id (such as `rr-7k3f9qx2`).',
  missing_argument: 'Something is missing.',
  missing_reason: 'The reason is missing: others read why it is locked.',
  too_many: '{{found}} is one too many.',
  unclosed_quote: 'A quotation is not closed: {{found}}',
} as const;
