import type { en } from './en.ts';
import type { Translated } from './words.ts';
import { card, flags, money, moved, progress, stands, state } from './zh-CN/card.ts';
import { cloud, turn } from './zh-CN/cloud.ts';
import { event, mirror } from './zh-CN/events.ts';
import { form } from './zh-CN/form.ts';
import { glass } from './zh-CN/break-glass.ts';
import { impact } from './zh-CN/impact.ts';
import { lock, news } from './zh-CN/locks.ts';
import { click, deny, door, request, term } from './zh-CN/reasons.ts';
import { help, invalid, read, reply } from './zh-CN/replies.ts';
import { ours } from './zh-CN/internal-failures.ts';
import { usage } from './zh-CN/usage.ts';
import { why } from './zh-CN/why.ts';

export const zhCN: Translated<typeof en> = {
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
};
