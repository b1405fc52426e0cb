/** Private answers. */
export const reply = {
  created: '✅ *{{id}} is requested.* {{name}}: {{from}} → {{to}}.',
  createdCard: 'Card: {{link}}',
  createdIn: 'Its card will be posted in {{channel}}.',
  card: 'open the card',
  createdWaits_one:
    'Next: {{count}} person of {{groups}} has to agree, until {{until}}. You are told in the thread of the card.',
  createdWaits_other:
    'Next: {{count}} people of {{groups}} have to agree, until {{until}}. You are told in the thread of the card.',
  createdGoes:
    'Next: nobody has to agree. The order is placed as soon as its rule’s windows and the freezes let it, mostly at once. You are told in the thread of the card.',
  deniedTitle: 'Not allowed',
  denied: '⛔ *The rules do not allow this for {{name}}.*',
  deniedNext:
    'Change what is named above and send the request again, or ask somebody for whom the rule holds. `/redis-resize why` tells the verdict without asking anybody.',
  refusedTitle: 'Not requested',
  refused: '⚠️ *Nothing was requested.*',
  shut: '🚫 *You cannot use this bot here.*',
  createdTitle: 'Requested',
  voted_one: 'Your approval counts. {{count}} more is needed.',
  voted_other: 'Your approval counts. {{count}} more are needed.',
  rechecking: 'Looked again: {{id}} is now {{state}}.',
  checked: 'Nothing of {{id}} has moved: checked {{at}}. Price: {{price}}.',
  renewed: 'Looked again: {{id}} moved. Its card shows the new facts, and approvals given before do not count.',
  withdrawn: '{{id}} is withdrawn. Nothing was ordered.',
  outdated:
    'This message is out of date: its buttons belong to an older version. Use `/redis-resize status` to see how things stand.',
  cardRefused:
    '⚠️ {{id}} is recorded, but its card cannot be posted in {{channel}} ({{reason}}), so nobody sees it yet. Invite me there with {{invite}}; the card then follows by itself.',
  notStored:
    'This may not have been saved in time. Look at the card; if nothing changes there, do it again: it counts once.',
  outdatedTitle: 'Out of date',
  outdatedView: 'This window is out of date. Close it and use `/redis-resize` again.',
  broken:
    '😵 Something went wrong here, and it was written to the log as {{reference}}. If it concerns a request, its card tells the truth.',
  brokenTitle: 'Something went wrong',
  lateForm: 'The form could not be opened in time. Send the command again:',
  lateButton: 'The window could not be opened in time. Press the button again.',
} as const;

export const read = {
  statusNone:
    'You have no open request. `/redis-resize list` shows those of everybody, `/redis-resize history` what was asked before.',
  historyNone: 'There is no request here yet. `/redis-resize r-… class` makes one.',
  statusNoneOf: 'There is no request of {{instance}}.',
  noRequest: 'There is no request {{id}}.',
  line: '{{link}} *{{name}}* {{instance}}\n{{from}} → {{to}} · {{who}} · {{at}}\n{{state}}',
  listTitle: 'Open requests',
  listNone: 'No request is open.',
  listMore: 'These are the newest {{count}}.',
  historyTitle: 'History of {{instance}}',
  historyTitleAll: 'Latest requests',
  whyHow: 'How: {{flags}}.',
  whyFree: 'Nobody has to agree.',
  whyNeeds_one: '{{count}} person of {{groups}} has to agree.',
  whyNeeds_other: '{{count}} people of {{groups}} have to agree.',
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
