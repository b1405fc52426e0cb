import { card, flags, money, drift, progress, status, state } from './en/card.ts';
import { cloud, turn } from './en/cloud.ts';
import { event, mirror } from './en/events.ts';
import { form } from './en/form.ts';
import { breakGlass } from './en/break-glass.ts';
import { home, mention, rights } from './en/home.ts';
import { impact } from './en/impact.ts';
import { lock, news } from './en/locks.ts';
import { click, deny, access, refused, request, term } from './en/reasons.ts';
import { help, invalid, read, reply } from './en/replies.ts';
import { internal } from './en/internal-failures.ts';
import { naming, sizing } from './en/naming.ts';
import { report } from './en/report.ts';
import { suggest } from './en/suggest.ts';
import { usage } from './en/usage.ts';
import { why } from './en/why.ts';

/** English, and the list of all sentences: the other languages have exactly these. */
export const en = {
  card,
  click,
  cloud,
  deny,
  access,
  event,
  flags,
  form,
  breakGlass,
  help,
  home,
  impact,
  invalid,
  lock,
  mention,
  mirror,
  money,
  drift,
  news,
  internal,
  naming,
  progress,
  read,
  reply,
  report,
  refused,
  request,
  sizing,
  rights,
  status,
  state,
  suggest,
  term,
  turn,
  usage,
  why,
} as const;
