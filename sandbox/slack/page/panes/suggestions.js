/** What the composer offers while a command is typed. */

const COMMANDS = [
  { insert: '/redis-resize ', usage: '/redis-resize', says: 'Open the form' },
  { insert: '/redis-resize ', usage: '/redis-resize <instance> [class] [flags]', says: 'Open the form, filled in' },
  {
    insert: '/redis-resize status ',
    usage: '/redis-resize status [id | instance]',
    says: 'Show the status of a request',
  },
  { insert: '/redis-resize list', usage: '/redis-resize list', says: 'List open requests' },
  { insert: '/redis-resize history ', usage: '/redis-resize history [instance]', says: 'Show past changes' },
  { insert: '/redis-resize why ', usage: '/redis-resize why <instance> <class>', says: 'Show which rule applies' },
  { insert: '/redis-resize withdraw ', usage: '/redis-resize withdraw <id>', says: 'Withdraw a request' },
  { insert: '/redis-resize help', usage: '/redis-resize help', says: 'Show all commands and flags' },
];

export const FLAGS_HINT = '--at maintain|now   --coupon <no>   --no-auto-pay   --force   --region <r>   --reason “…”';

/** @param {string} text */
export function suggest(text) {
  if (!text.startsWith('/')) return [];
  const typed = text.toLowerCase();
  return COMMANDS.filter(
    ({ insert, usage }) => insert.trimEnd().startsWith(typed.trimEnd()) && usage !== typed && insert !== typed,
  );
}
