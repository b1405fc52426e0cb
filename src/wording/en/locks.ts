/** Locks of instances. `reason` is what the person who locked it said. */
export const lock = {
  locked: '🔒 *{{instance}} is locked.* Nothing is ordered for it until somebody types `/redis-resize unlock {{id}}`.',
  holds: '{{request}} ({{state}}) waits until then.',
  tooLate: 'But {{request}} is {{state}} already: a lock does not stop an order that is out.',
  already: '{{instance}} is locked already: by {{who}}, {{at}}. Their reason is below; it stays as it is.',
  unlocked: '🔓 *{{instance}} is unlocked.* {{who}} had locked it ({{at}}).',
  goesOn: '{{request}} goes on: it is {{state}}.',
  notLocked: '{{instance}} is not locked. `/redis-resize locks` shows what is.',
  mayNot: 'Only {{groups}} may lock and unlock {{instance}}.',
  nobody: 'Nobody may lock or unlock {{instance}}: `locks` of the configuration does not name it.',
  unknown: 'Slack did not say who belongs to {{groups}}, so nobody can lock or unlock for now. Try again in a minute.',
  refused: '⚠️ *Nothing was locked or unlocked.*',
  standing: '🔒 *Locked* by {{who}}, {{at}}: {{reason}}',
  stands: '🔒 *Approved, and held by a lock* of {{who}}, {{at}}: {{reason}}. It goes on when the instance is unlocked.',
  formLocked:
    '🔒 {{instance}} is locked by {{who}}, {{at}}: {{reason}}. A request would be refused until it is unlocked.',
  event: '🔒 {{by}} locked {{name}}: {{reason}}. Nothing is ordered for it until it is unlocked.',
  eventLifted: '🔓 {{by}} unlocked {{name}}.',
  held: 'The order waits: {{who}} locked {{name}} ({{reason}}). It goes on when the instance is unlocked.',
  title: 'Locked instances',
  none: 'No instance is locked.',
  line: '🔒 *{{name}}* {{instance}} · {{who}} · {{at}}',
  more: 'These are the newest {{count}}.',
} as const;

/** One line in the mirror channels each, of what belongs to no request. */
export const news = {
  locked: '🔒 {{by}} locked {{name}} {{instance}}: {{reason}}',
  unlocked: '🔓 {{by}} unlocked {{name}} {{instance}}.',
  configTaken: 'The configuration changed; version {{version}} is in force.',
  configRefused_one:
    '⚠️ *The changed configuration is wrong and not in force*; the last good one stays. {{count}} problem; `redis-resize check` shows it.',
  configRefused_other:
    '⚠️ *The changed configuration is wrong and not in force*; the last good one stays. {{count}} problems; `redis-resize check` shows all.',
} as const;
