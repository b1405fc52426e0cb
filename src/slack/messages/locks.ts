import type { KnownBlock } from '@slack/types';
import type { EventOf, Lock, RequestEvent } from '../../core/request/request.ts';
import { isBeforeOrder } from '../../core/request/state.ts';
import type { LockOutcome } from '../../workflow/ports.ts';
import { context, fitting, header, quote, section, type Message } from './blocks.ts';
import { freezeNews } from './freezes.ts';
import { code, inert } from '../../wording/inert.ts';
import { groupNames } from '../../wording/groups.ts';
import { mention, moment } from '../../wording/markup.ts';
import { textMessage } from './command-answer.ts';
import { accessText, refusalText } from './refusals.ts';
import { lineOf } from '../../wording/why.ts';
import type { Words } from '../../wording/words.ts';

/** The private answer to `lock` and `unlock`. */
export function lockAnswer(outcome: LockOutcome, instanceId: string, words: Words, botName: string): Message {
  const instance = code(instanceId);
  switch (outcome.kind) {
    case 'locked':
    case 'unlocked':
      return lines(doneLines(outcome, words));
    case 'already_locked': {
      const { by, at, reason } = outcome.lock;
      const text = words.mrkdwn('lock.already', { instance, who: mention(by), at: moment(at) });
      return { text, blocks: [section(text), quote(reason)] };
    }
    case 'not_locked':
      return textMessage(words.mrkdwn('lock.notLocked', { instance }));
    case 'may_not_lock': {
      const groups = groupNames(outcome.groups);
      const key = outcome.groups.length === 0 ? 'lock.noEntry' : 'lock.mayNot';
      return refused(words.mrkdwn(key, { instance, groups }), words);
    }
    case 'lockers_unknown':
      return refused(words.mrkdwn('lock.unknown', { groups: groupNames(outcome.groups) }), words);
    case 'refused':
      return refused(refusalText(outcome.reason, outcome.detail, words, botName), words);
    case 'no_access':
      return textMessage(accessText(outcome.reason, words));
    default:
      return outcome satisfies never;
  }
}

type Done = Extract<LockOutcome, { kind: 'locked' | 'unlocked' }>;

function doneLines({ kind, lock, request }: Done, words: Words): readonly string[] {
  const instance = code(lock.instance.instanceId);
  const first =
    kind === 'locked'
      ? words.mrkdwn('lock.locked', { instance, id: lock.instance.instanceId })
      : words.mrkdwn('lock.unlocked', { instance, who: mention(lock.by), at: moment(lock.at) });
  if (request === undefined) return [first];
  const about = { request: code(request.id), state: words.plain(`state.${request.state}`, {}) };
  const waits = isBeforeOrder(request.state);
  if (kind === 'unlocked') return waits ? [first, words.mrkdwn('lock.goesOn', about)] : [first];
  return [first, words.mrkdwn(waits ? 'lock.holds' : 'lock.tooLate', about)];
}

function refused(text: string, words: Words): Message {
  return lines([words.mrkdwn('lock.refused', {}), text]);
}

function lines(texts: readonly string[]): Message {
  return textMessage(texts.join('\n'));
}

/** Each lock takes two blocks; with twenty requests above them they stay within the 50 that Slack allows. */
const MOST = 10;
/** Half a message, in characters. */
const ROOM = 4_500;

/** The locked instances, for `locks` and below the open requests. */
export function locksBlocks(locks: readonly Lock[], words: Words): KnownBlock[] {
  if (locks.length === 0) return [];
  const each = locks.slice(0, MOST).map(({ instance, by, at, reason }) => [
    section(
      words.mrkdwn('lock.line', {
        name: instance.name,
        instance: code(instance.instanceId),
        who: mention(by),
        at: moment(at),
      }),
    ),
    quote(reason),
  ]);
  const shown = fitting(each, [], ROOM);
  const more = locks.length > shown.length ? [context(words.mrkdwn('lock.more', { count: shown.length }))] : [];
  return [header(words.plain('lock.title', {})), ...shown.flat(), ...more];
}

/** One line about an event without a request; undefined for events that have none. */
export function announcementLine(event: RequestEvent, words: Words): Message | undefined {
  const by = event.actor === 'bot' ? { markup: '–' } : mention(event.actor);
  switch (event.kind) {
    case 'locked':
      return textMessage(
        words.mrkdwn('news.locked', { by, ...instanceNamed(event.data), reason: event.data.reason ?? '' }),
      );
    case 'unlocked':
      return textMessage(words.mrkdwn('news.unlocked', { by, ...instanceNamed(event.data) }));
    case 'frozen':
    case 'unfrozen':
      return freezeNews(event, words);
    case 'config_taken':
      if (event.data.first === true) return undefined;
      return textMessage(words.mrkdwn('news.configTaken', { version: code(event.data.version ?? '') }));
    case 'config_refused': {
      const title = words.mrkdwn('news.configRefused', { count: event.data.count ?? 1 });
      const problems = (event.data.problems ?? '')
        .split('\n')
        .map((problem) => `• ${inert(withoutPath(problem, words), 400)}`);
      return lines([title, ...problems]);
    }
    case 'audit_keyed':
      return textMessage(words.mrkdwn('news.auditKeyed', { seq: event.seq }));
    case 'audit_checkpoint': {
      const { seq = 0, hash = '' } = event.data;
      return textMessage(words.mrkdwn('news.auditCheckpoint', { checkpoint: code(`${String(seq)}:${hash}`) }));
    }
    case 'audit_archived': {
      const { from = 0, seq = 0, hash = '', file = '' } = event.data;
      const checkpoint = code(`${String(seq)}:${hash}`);
      return textMessage(words.mrkdwn('news.auditArchived', { from, seq, file: code(file), checkpoint }));
    }
    default:
      return undefined;
  }
}

/** A problem of the configuration names its file and place; in Slack the line is enough. */
function withoutPath(problem: string, words: Words): string {
  return problem.replace(/^.*?:(\d+):\d+ +/, (_, line: string) => `${lineOf(Number(line), words)}: `);
}

function instanceNamed({ name = '', instanceId = '' }: EventOf<'unlocked'>['data']) {
  return { name, instance: code(instanceId) };
}
