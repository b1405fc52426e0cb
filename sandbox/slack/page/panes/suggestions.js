/** What the composer offers while a command or a mention is typed. */
import { APP_NAME } from './people.js';

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

/** @param {string} text @param {readonly { readonly name: string, readonly realName: string, readonly flags: readonly string[] }[]} users */
export function suggest(text, users) {
  const mention = /(?:^|\s)@([\w.-]*)$/.exec(text);
  if (mention !== null) return mentions(text, mention[1] ?? '', users);
  if (!text.startsWith('/')) return [];
  const typed = text.toLowerCase();
  return COMMANDS.filter(
    ({ insert, usage }) => insert.trimEnd().startsWith(typed.trimEnd()) && usage !== typed && insert !== typed,
  );
}

/** The app first. @type {(text: string, typed: string, users: Parameters<typeof suggest>[1]) => { insert: string, usage: string, says: string }[]} */
function mentions(text, typed, users) {
  const start = text.slice(0, text.length - typed.length);
  return users
    .filter(({ name, flags }) => name.startsWith(typed.toLowerCase()) && !flags.includes('deleted'))
    .sort((a, b) => Number(b.name === APP_NAME) - Number(a.name === APP_NAME))
    .slice(0, 6)
    .map(({ name, realName }) => ({ insert: `${start}${name} `, usage: `@${name}`, says: realName }));
}
