// @ts-check
/** What the composer offers while a command is typed. */

/** @typedef {{ readonly insert: string, readonly usage: string, readonly says: string }} Suggestion */

/** @type {readonly Suggestion[]} */
const COMMANDS = [
  { insert: '/redis-resize ', usage: '/redis-resize', says: 'Open the form' },
  { insert: '/redis-resize ', usage: '/redis-resize <instance> [class] [flags]', says: 'Open the form, filled in' },
  { insert: '/redis-resize status ', usage: '/redis-resize status [id | instance]', says: 'How a request is doing' },
  { insert: '/redis-resize list', usage: '/redis-resize list', says: 'Requests that are open' },
  { insert: '/redis-resize history ', usage: '/redis-resize history [instance]', says: 'What was changed before' },
  { insert: '/redis-resize why ', usage: '/redis-resize why <instance> <class>', says: 'Which rule decides, and how' },
  { insert: '/redis-resize withdraw ', usage: '/redis-resize withdraw <id>', says: 'Take a request back' },
  { insert: '/redis-resize help', usage: '/redis-resize help', says: 'All commands and flags' },
];

export const FLAGS_HINT = '--at maintain|now   --coupon <no>   --no-auto-pay   --force   --region <r>   --reason “…”';

/** @param {string} text @returns {readonly Suggestion[]} */
export function suggest(text) {
  if (!text.startsWith('/')) return [];
  const typed = text.toLowerCase();
  return COMMANDS.filter(
    ({ insert, usage }) => insert.trimEnd().startsWith(typed.trimEnd()) && usage !== typed && insert !== typed,
  );
}
