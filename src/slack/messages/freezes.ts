import type { KnownBlock } from '@slack/types';
import type { Freeze } from '../../core/policy/policy-model.ts';
import type { ChatFreeze, EventOf } from '../../core/request/request.ts';
import { freezeEnd, freezeText } from '../../wording/freezes.ts';
import { groupNames } from '../../wording/groups.ts';
import { mention, moment } from '../../wording/markup.ts';
import { markupRenderer } from '../../wording/renderer.ts';
import type { Words } from '../../wording/words.ts';
import type { FreezeOutcome } from '../../workflow/ports.ts';
import { section, type Message } from './blocks.ts';
import { textMessage } from './command-answer.ts';
import { accessText } from './refusals.ts';

/** The private answer to `freeze` and `unfreeze`. `others`: freezes of the configuration that are in force. */
export function freezeAnswer(outcome: FreezeOutcome, others: readonly Freeze[], words: Words): Message {
  return textMessage(answerLines(outcome, others, words).join('\n'));
}

function answerLines(outcome: FreezeOutcome, others: readonly Freeze[], words: Words): readonly string[] {
  const renderer = markupRenderer(words);
  const refused = words.mrkdwn('freeze.refused', {});
  switch (outcome.kind) {
    case 'frozen': {
      const { freeze, replaced, waiting } = outcome;
      return [
        words.mrkdwn('freeze.frozen', { end: freezeEnd(freeze.until, renderer) }),
        ...(replaced === undefined ? [] : [freezeText('replaced', replaced, renderer)]),
        ...(waiting === 0 ? [] : [words.mrkdwn('freeze.waiting', { count: waiting })]),
        words.mrkdwn('freeze.scope', {}),
      ];
    }
    case 'unfrozen': {
      const { freeze, waiting } = outcome;
      return [
        freezeText('unfrozen', freeze, renderer),
        ...(waiting === 0 ? [] : [words.mrkdwn('freeze.resumed', { count: waiting })]),
        ...fileLines(others, words),
      ];
    }
    case 'not_frozen':
      return [words.mrkdwn('freeze.notFrozen', {}), ...fileLines(others, words)];
    case 'no_time':
      return [refused, words.mrkdwn(`freeze.time.${outcome.because}`, {})];
    case 'may_not_freeze': {
      const groups = groupNames(outcome.groups);
      return [refused, words.mrkdwn(outcome.groups.length === 0 ? 'freeze.noEntry' : 'freeze.mayNot', { groups })];
    }
    case 'freezers_unknown':
      return [refused, words.mrkdwn('freeze.unknown', { groups: groupNames(outcome.groups) })];
    case 'no_access':
      return [accessText(outcome.reason, words)];
    default:
      return outcome satisfies never;
  }
}

function fileLines(others: readonly Freeze[], words: Words): readonly string[] {
  return others.map(({ to, reason }) => words.mrkdwn('freeze.file', { until: moment(to), reason }));
}

/** Above the locked instances, for `locks` and `list`. */
export function freezeBlocks(freeze: ChatFreeze | undefined, words: Words): KnownBlock[] {
  return freeze === undefined ? [] : [section(freezeText('standing', freeze, markupRenderer(words)))];
}

/** The lines of the mirror channels. */
export function freezeNews(event: EventOf<'frozen' | 'unfrozen'>, words: Words): Message {
  const { reason = '' } = event.data;
  const end = event.kind === 'frozen' ? freezeEnd(event.data.until, markupRenderer(words)) : '';
  if (event.actor === 'bot') return textMessage(words.mrkdwn('freeze.newsOver', { reason }));
  const values = { by: mention(event.actor), reason };
  if (event.kind === 'unfrozen') return textMessage(words.mrkdwn('freeze.newsLifted', values));
  const key = event.data.replaced === true ? 'freeze.newsReplaced' : 'freeze.news';
  return textMessage(words.mrkdwn(key, { ...values, end }));
}
