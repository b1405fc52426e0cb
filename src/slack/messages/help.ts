import type { Command, CommandProblem, CommandProblemCode, Form } from '../../core/command/command.ts';
import { flagRow, flagUsage, LISTED_FLAGS } from '../../core/command/flags.ts';
import { FORMS, GRAMMAR, usageOf } from '../../core/command/grammar.ts';
import { asTyped } from '../../core/command/text.ts';
import { hasRights, type Rights } from '../../core/policy/rights.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import { mayMove } from '../../core/request/state.ts';
import { classes, comma, nameOf } from '../../wording/figures.ts';
import { groupNames } from '../../wording/groups.ts';
import { code, inert, type Markup } from '../../wording/inert.ts';
import { joined } from '../../wording/markup.ts';
import { inARow, type Words } from '../../wording/words.ts';
import { context, header, section, type Message } from './blocks.ts';

/** UTF-16 units of a wrong command that are repeated. */
const REPEATED = 400;
/** A person's own requests that fit on the screen of a phone. */
const OWN = 5;

/** Commands that are of no use without a right. */
const NEEDS: Readonly<Partial<Record<Form, (rights: Rights) => boolean>>> = {
  request: ({ requests }) => requests.length > 0,
  lock: ({ locks }) => locks.length > 0,
  unlock: ({ locks }) => locks.length > 0,
  freeze: ({ freezes }) => freezes,
  unfreeze: ({ freezes }) => freezes,
  locks: hasRights,
  suggest: ({ requests }) => requests.length > 0,
  report: ({ requests, approves }) => requests.length + approves.length > 0,
};

/**
 * Every command of the table that this person can use, and every flag, each with its sentence. `presets`: names of those
 * of the configuration.
 */
export function helpMessage(words: Words, presets: readonly string[], rights: Rights): Message {
  const forms = FORMS.filter((form) => NEEDS[form]?.(rights) ?? true);
  const title = words.plain('help.title', {});
  const commands = forms.map(
    (form) => `${slash(usageOf(form, 'brief'), words).markup} ${words.mrkdwn(`help.commands.${form}`, {})}`,
  );
  const flags = LISTED_FLAGS.map(
    (name) => `${code(localized(flagUsage(name), words)).markup} ${words.mrkdwn(`help.flags.${name}`, {})}`,
  );
  const example = forms.includes('request')
    ? [words.mrkdwn('help.example', { example: slash('orders-cache 4GB', words) })]
    : [];
  const list = joined(
    presets.map((name) => code(name)),
    comma(words),
  );
  const naming = [
    words.mrkdwn('help.naming', {}),
    ...(presets.length === 0 ? [] : [words.mrkdwn('help.presets', { presets: list })]),
  ];
  const chinese = forms.flatMap((form) => GRAMMAR[form].also.find((name) => /\p{Script=Han}/u.test(name)) ?? []);
  const note = words.mrkdwn('help.note', {});
  return {
    text: title,
    blocks: [
      header(title),
      section([...commands, ...example].join('\n')),
      section(naming.join('\n')),
      section([words.mrkdwn('help.flagsTitle', {}), ...flags, words.mrkdwn('help.times', {})].join('\n')),
      words.locale === 'en'
        ? context(note)
        : context(note, words.mrkdwn('help.chinese', { commands: chinese.join('、') })),
    ],
  };
}

/** For whom no rule allows any change, in place of the form. `groups`: who can request one; `typed`: what was to be. */
export function mayNotRequestMessage(
  groups: readonly string[],
  typed: Extract<Command, { kind: 'request' }>,
  words: Words,
): Message {
  // A name is only looked up among instances that a person may resize.
  const { instanceId, targetClass } = typed;
  const isWhole = instanceId !== undefined && targetClass !== undefined;
  const why = isWhole ? `why ${instanceId} ${targetClass}` : usageOf('why', 'brief');
  const text = [
    groups.length === 0
      ? words.mrkdwn('reply.noneMayRequest', {})
      : words.mrkdwn('reply.mayNotRequest', { groups: groupNames(groups) }),
    words.mrkdwn('reply.mayNotRequestWhy', { why: slash(why, words) }),
  ].join('\n');
  return { text, blocks: [section(text)] };
}

/**
 * What is wrong with a command and how it is written. `text` is the command as Slack sent it; `own` are the person's
 * open requests, for a command that lacks the id of one.
 */
export function invalidMessage(
  { form, problems }: Extract<Command, { kind: 'invalid' }>,
  text: string,
  words: Words,
  own?: readonly ResizeRequest[],
): Message {
  const title = words.mrkdwn('invalid.title', {});
  const lost = problems.some(({ code: why }) => why === 'not_an_instance' || why === 'not_a_class');
  const about = problems.some(({ flag, code: why }) => flag !== undefined || why === 'unknown_flag') ? 'all' : 'brief';
  const lines = [
    title,
    code(`/redis-resize ${asTyped(text)}`, REPEATED).markup,
    ...problems.slice(0, 10).map((problem) => problemLine(problem, words)),
    ...(lost ? [words.mrkdwn('invalid.find', { form: slash('', words) })] : []),
    ...(own === undefined ? [] : ownLines(own, words)),
    words.mrkdwn('invalid.usage', { usage: slash(usageOf(form, about), words) }),
  ];
  return { text: title, blocks: [section(lines.join('\n')), context(words.mrkdwn('invalid.help', {}))] };
}

/** Problems whose sentence names what is right: another command, or the option as it should be typed. */
const OTHER_COMMAND: readonly CommandProblemCode[] = ['approve_on_card', 'reject_on_card', 'withdraw_instead'];

function problemLine(problem: CommandProblem, words: Words): string {
  const { code: why, found, nearest, flag, max = 0, missing = [] } = problem;
  const right = OTHER_COMMAND.includes(why) ? slash(nearest ?? '', words) : code(localized(nearest ?? '', words), 300);
  const sentence = words.mrkdwn(`invalid.${why}`, {
    found: code(found, 100),
    flag: code(`--${flag ?? ''}`),
    wanted: { markup: flag === undefined ? '' : words.mrkdwn(`invalid.wanted.${flagRow(flag).field}`, {}) },
    missing: missing.map((thing) => words.plain(`invalid.missing.${thing}`, {})).join(comma(words)),
    max,
    nearest: right,
  });
  const named = nearest === undefined || why === 'unquoted_value' || OTHER_COMMAND.includes(why);
  return named ? `• ${sentence}` : `• ${inARow(words, sentence, words.mrkdwn('invalid.nearest', { nearest: right }))}`;
}

/** Each with the command that withdraws it, ready to be copied. */
function ownLines(own: readonly ResizeRequest[], words: Words): readonly string[] {
  const open = own.filter(({ state }) => mayMove(state, 'withdrawn'));
  if (open.length === 0) return [words.mrkdwn('invalid.ownNone', {})];
  const lines = open.slice(0, OWN).map(({ id, before, change }) => {
    const { from, to } = classes(before, change.targetClass);
    return `${slash(`withdraw ${id}`, words).markup} ${inert(`${nameOf(before)}: ${from} → ${to}`)}`;
  });
  return [words.mrkdwn('invalid.own', {}), ...lines];
}

function slash(usage: string, words: Words): Markup {
  return code(`/redis-resize ${localized(usage, words)}`, 300);
}

const PLACEHOLDERS = [
  'instance',
  'class',
  'id',
  'month',
  'reason',
  'options',
  'number',
  'text',
  'region',
  'time',
] as const;

/** Usage with its placeholders in the reader's language. */
function localized(usage: string, words: Words): string {
  return usage.replace(/(?<=[<[|])[a-z]+(?=[>\]|])/g, (name) => {
    const known = PLACEHOLDERS.find((placeholder) => placeholder === name);
    return known === undefined ? name : words.plain(`help.argument.${known}`, {});
  });
}
