/** Locks of instances. `reason` is what the person who locked it wrote. */
export const lock = {
  locked: '🔒 *{{instance}} is locked.* No orders until someone runs `/redis-resize unlock {{id}}`.',
  holds: '{{request}} ({{state}}) waits until then.',
  tooLate: "Current status of {{request}}: {{state}}. A lock can't stop an order that was already placed.",
  already: '{{who}} already locked {{instance}} ({{at}}). That lock and its reason stay:',
  unlocked: '🔓 *{{instance}} is unlocked.* {{who}} had locked it ({{at}}).',
  goesOn: '{{request}} resumes. Current status: {{state}}.',
  notLocked: '{{instance}} is not locked. `/redis-resize locks` lists all locks.',
  mayNot: 'Only {{groups}} can lock and unlock {{instance}}.',
  noEntry: 'No one can lock or unlock {{instance}}: no `locks` entry in the configuration covers it.',
  unknown:
    "Slack couldn't list the members of {{groups}}, so no one can lock or unlock right now. Try again in a minute.",
  refused: '⚠️ *Nothing was locked or unlocked.*',
  standing: '🔒 *Locked* by {{who}} ({{at}}): {{reason}}',
  stands:
    '🔒 *Approved, but locked* by {{who}} ({{at}}): {{reason}}. The order is placed once the instance is unlocked.',
  formLocked: '🔒 {{who}} locked {{instance}} ({{at}}): {{reason}}. Requests are refused until it is unlocked.',
  event: '🔒 {{by}} locked {{name}}: {{reason}}. No orders until it is unlocked.',
  eventLifted: '🔓 {{by}} unlocked {{name}}.',
  held: 'On hold: {{by}} locked {{name}} ({{reason}}). The order is placed once the instance is unlocked.',
  title: 'Locked instances',
  none: 'No instance is locked.',
  line: '🔒 *{{name}}* {{instance}} · {{who}} · {{at}}',
  more: 'Showing the newest {{count}}.',
} as const;

/** One line in the mirror channels each, of what belongs to no request. */
export const news = {
  locked: '🔒 {{by}} locked {{name}} {{instance}}: {{reason}}',
  unlocked: '🔓 {{by}} unlocked {{name}} {{instance}}.',
  configTaken: 'Config change applied: running version {{version}}.',
  configRefused_one:
    '⚠️ *Config change rejected; still running the previous version.* {{count}} problem; run `redis-resize check` for details.',
  configRefused_other:
    '⚠️ *Config change rejected; still running the previous version.* {{count}} problems; run `redis-resize check` for details.',
  auditKeyed: '🔐 The audit log is signed with `AUDIT_KEY` from event {{seq}} on.',
  auditCheckpoint: '🔗 Audit log checkpoint {{checkpoint}}. To check it: `redis-resize audit verify --expect …`',
  auditArchived: '🗄️ Events {{from}} to {{seq}} of the audit log were archived to {{file}}. Last one: {{checkpoint}}',
} as const;
