/** App Home, and answers to a mention of the bot. */
export const home = {
  title: 'Redis instance resizing',
  newRequest: 'New request',
  toDecide: 'Waiting for your decision',
  own: 'Your requests',
  running: 'Running now',
  returning: 'Planned returns',
  holds: 'Locks and freezes',
  spend: 'Spend this month',
  rights: 'What you may do',
  quiet: 'No open request concerns you.',
  noRights:
    '👋 No rule names you, so there is nothing you can request or approve here. Ask the people who maintain the rules of this bot to add you.',
  help: '`/redis-resize help` lists all commands.',
  more: '+{{count}} more: {{command}}',
  lock: '🔒 *{{name}}* {{instance}} · {{who}} · {{at}} · {{reason}}',
  freeze: '❄️ *Freeze:* {{reason}} · {{from}} – {{to}}',
  freezeExempt: '❄️ *Freeze:* {{reason}} · {{from}} – {{to}} · your orders are exempt',
  spent: '*{{groups}}*: {{spent}} of {{max}}',
  spentUnknown: "*{{groups}}*: the orders couldn't be added up; the limit is {{max}}",
  spentAccounts: '{{line}} · accounts {{accounts}}',
} as const;

/** What a person may do by the rules. */
export const rights = {
  request: '• Request ({{what}}): {{approval}} _{{rule}}_',
  emergency: '• In an emergency, break glass ({{what}}): {{approval}} _{{rule}}_',
  approve: '• Approve requests under: {{rules}}',
  lock: '• Lock and unlock ({{what}})',
  freeze: '• Freeze and unfreeze all orders',
  anything: 'any instance',
  ids: 'instances {{value}}',
  names: 'named {{value}}',
  tags: 'tag {{value}}',
  regions: 'region {{value}}',
  accounts: 'account {{value}}',
  architectures: 'architecture {{value}}',
  classes: 'now of class {{value}}',
  upgrade: 'upgrades only',
  downgrade: 'downgrades only',
  minMemory: 'to at least {{value}}',
  maxMemory: 'to at most {{value}}',
  maxStep: 'memory by a factor of {{value}} at most',
  maxShards: 'to at most {{value}} shards',
  targets: 'to class {{value}}',
  maxPrice: 'for at most {{value}}',
  maxMonthlyPrice: 'for at most {{value}} a month',
  maxDuration: 'for at most {{value}}',
  temporary: 'temporary changes only (`--until`)',
  permanent: 'permanent changes only',
  windows: 'ordered {{value}}',
} as const;

export const mention = {
  understood: 'I understood {{command}}. The button opens the form with it; nothing is requested until you submit.',
  empty: 'Press the button for the form, or mention me with a command, such as {{example}}.',
} as const;
