/** The digest of a day in the channel under `slack.digest`. */
export const daily = {
  title: 'Redis resizes, {{day}}',
  stops: '*Locks and freezes* ({{count}})',
  unknown: '🔴 *Order status unknown, manual check needed* ({{count}})',
  unpaid: '🟠 *Payment required* ({{count}})',
  stalled: '🟠 *Slower than expected* ({{count}})',
  expiring: '🟡 *Waiting for approval, expires within 24 hours* ({{count}})',
  pending: '🟡 *Waiting for approval* ({{count}})',
  held: '🟢 *Approved, on hold* ({{count}})',
  running: '🔵 *Running* ({{count}})',
  ordered: '*Ordered in the last 24 hours* ({{count}})',
  line: '{{link}} {{name}}: {{from}} → {{to}} · {{who}}',
  orderedLine: '{{line}} · {{cost}} · {{state}}',
  sum: '*Subscriptions ordered:* {{sums}} (without canceled orders)',
  more: '+{{count}} more: `/redis-resize list`',
  note: '`/redis-resize list` shows all open requests.',
} as const;
