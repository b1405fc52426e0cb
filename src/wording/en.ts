import { card, flags, money, moved, progress, stands, state } from './en/card.ts';
import { cloud, turn } from './en/cloud.ts';
import { event, mirror } from './en/events.ts';
import { form } from './en/form.ts';
import { glass } from './en/break-glass.ts';
import { impact } from './en/impact.ts';
import { lock, news } from './en/locks.ts';
import { click, deny, door, request, term } from './en/reasons.ts';
import { help, invalid, read, reply } from './en/replies.ts';
import { ours } from './en/internal-failures.ts';
import { usage } from './en/usage.ts';
import { why } from './en/why.ts';

/** English, and the list of all sentences: the other languages have exactly these. */
export const en = {
  card,
  click,
  cloud,
  deny,
  door,
  event,
  flags,
  form,
  glass,
  help,
  impact,
  invalid,
  lock,
  mirror,
  money,
  moved,
  news,
  ours,
  progress,
  read,
  reply,
  request,
  stands,
  state,
  term,
  turn,
  usage,
  why,
} as const;
