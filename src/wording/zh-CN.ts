import type { en } from './en.ts';
import { card, flags, money, drift, progress, status, state } from './zh-CN/card.ts';
import { cloud, turn } from './zh-CN/cloud.ts';
import { event, mirror } from './zh-CN/events.ts';
import { form } from './zh-CN/form.ts';
import { breakGlass } from './zh-CN/break-glass.ts';
import { home, mention, rights } from './zh-CN/home.ts';
import { impact } from './zh-CN/impact.ts';
import { lock, news } from './zh-CN/locks.ts';
import { click, deny, access, refused, request, term } from './zh-CN/reasons.ts';
import { help, invalid, read, reply } from './zh-CN/replies.ts';
import { internal } from './zh-CN/internal-failures.ts';
import { naming, sizing } from './zh-CN/naming.ts';
import { report } from './zh-CN/report.ts';
import { suggest } from './zh-CN/suggest.ts';
import { usage } from './zh-CN/usage.ts';
import { why } from './zh-CN/why.ts';

/** The shape of a translation: the same sentences, without the singular forms that Chinese does not have. */
type Translated<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Translated<T[K]>;
};

export const zhCN: Translated<typeof en> = {
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
};
