import type { RequestId } from '../request/request.ts';
import type { Month } from '../value/month.ts';
import { nearest } from '../value/nearest.ts';
import type { ClassWord, CommandProblemCode, Form, InstanceWord, ReadCommand, TimesWord } from './command.ts';
import { FLAG_NAMES, LISTED_FLAGS, flagUsage, type CommandFlags, type FlagName } from './flags.ts';
import type { Thing } from './words.ts';

/** Everything that a command can be given. */
export interface Filled extends InstanceWord, ClassWord, TimesWord {
  readonly requestId?: RequestId | undefined;
  readonly month?: Month | undefined;
  readonly region?: string | undefined;
  readonly businessInfo?: string | undefined;
  readonly reason?: string | undefined;
  readonly flags: CommandFlags;
}

/** A place for one word, told by its shape: the words may come in any order. */
export interface Place {
  readonly takes: readonly [Thing, ...Thing[]];
  readonly required: boolean;
}

interface Row {
  /** Other names: Chinese ones, and of the form the one that people expect. */
  readonly also: readonly string[];
  readonly places: readonly Place[];
  /** The words that are left are a sentence, in which only `flags` are flags and nothing else means anything. */
  readonly rest?: 'reason';
  readonly flags: readonly FlagName[];
  /** Flags that may be given and change nothing. */
  readonly ignores?: readonly FlagName[];
  /** Undefined only where something required is missing. */
  readonly make: (filled: Filled) => ReadCommand | undefined;
}

const INSTANCE: Place = { takes: ['instance'], required: true };
const OPTIONAL_INSTANCE: Place = { takes: ['instance'], required: false };
const TEXTS: readonly FlagName[] = ['business-info', 'reason'];

/**
 * Every command, in the order of help. A new one is a row here, a member of `ReadCommand`, its sentence in
 * `help.commands` and its answer in the listener.
 */
export const GRAMMAR: Readonly<Record<Form, Row>> = {
  request: {
    also: ['resize', '扩容', '缩容', '升配', '降配', '变配'],
    places: [OPTIONAL_INSTANCE, { takes: ['class'], required: false }],
    flags: FLAG_NAMES,
    make: ({ requestId: _, month: _month, ...given }) => ({ kind: 'request', ...given }),
  },
  status: {
    also: ['状态'],
    places: [{ takes: ['request', 'instance'], required: false }],
    flags: [],
    make: ({ requestId, instanceId, instanceName }) => ({ kind: 'status', requestId, instanceId, instanceName }),
  },
  list: { also: ['列表'], places: [], flags: [], make: () => ({ kind: 'list' }) },
  history: {
    also: ['历史'],
    places: [OPTIONAL_INSTANCE],
    flags: [],
    make: ({ instanceId, instanceName }) => ({ kind: 'history', instanceId, instanceName }),
  },
  withdraw: {
    also: ['撤回'],
    places: [{ takes: ['request'], required: true }],
    flags: [],
    make: ({ requestId }) => (requestId === undefined ? undefined : { kind: 'withdraw', requestId }),
  },
  why: {
    also: ['为什么'],
    places: [INSTANCE, { takes: ['class'], required: true }],
    flags: FLAG_NAMES.filter((name) => !TEXTS.includes(name)),
    // It is often a request with one word before it.
    ignores: TEXTS,
    make: ({ requestId: _, month: _month, businessInfo: _info, reason: _reason, ...given }) =>
      hasInstance(given) && hasClass(given) ? { kind: 'why', ...given } : undefined,
  },
  lock: {
    also: ['锁定'],
    places: [INSTANCE],
    rest: 'reason',
    flags: ['region', 'reason'],
    make: ({ instanceId, instanceName, region, reason }) =>
      hasInstance({ instanceId, instanceName }) && reason !== undefined
        ? { kind: 'lock', instanceId, instanceName, region, reason }
        : undefined,
  },
  unlock: {
    also: ['解锁'],
    places: [INSTANCE],
    flags: ['region'],
    make: ({ instanceId, instanceName, region }) =>
      hasInstance({ instanceId, instanceName }) ? { kind: 'unlock', instanceId, instanceName, region } : undefined,
  },
  locks: { also: ['锁定列表'], places: [], flags: [], make: () => ({ kind: 'locks' }) },
  freeze: {
    also: ['冻结'],
    places: [],
    rest: 'reason',
    flags: ['until', 'reason'],
    make: ({ reason, until }) => (reason === undefined ? undefined : { kind: 'freeze', reason, until }),
  },
  unfreeze: { also: ['解冻', 'thaw'], places: [], flags: [], make: () => ({ kind: 'unfreeze' }) },
  suggest: {
    also: ['建议'],
    places: [OPTIONAL_INSTANCE],
    flags: ['region'],
    make: ({ instanceId, instanceName, region }) => ({ kind: 'suggest', instanceId, instanceName, region }),
  },
  report: {
    also: ['报表'],
    places: [{ takes: ['month'], required: false }],
    flags: [],
    make: ({ month }) => ({ kind: 'report', month }),
  },
  help: { also: ['?', '帮助'], places: [], flags: [], make: () => ({ kind: 'help' }) },
};

function hasInstance({ instanceId, instanceName }: InstanceWord): boolean {
  return (instanceId ?? instanceName) !== undefined;
}

function hasClass({ targetClass, sizing, preset }: ClassWord): boolean {
  return (targetClass ?? sizing ?? preset) !== undefined;
}

export const FORMS = Object.keys(GRAMMAR) as readonly Form[];

/** Commands that are words: all but the form, which opens without one. */
export const SUBCOMMANDS = FORMS.filter((form) => form !== 'request');

/** Words that say nothing, around those that do: `please scale r-… to …`. An instance of such a name is named in quotes. */
export const FILLERS: ReadonlySet<string> = new Set(
  'please pls what is scale upgrade downgrade change make set to by of for the instance 请 把 将 给 实例 到 至 为'.split(
    ' ',
  ),
);

/** What is not done by a command, or by another one. `form` is the command that helps. */
export const ELSEWHERE: readonly {
  readonly words: readonly string[];
  readonly code: CommandProblemCode;
  readonly form: Form;
}[] = [
  { words: ['approve', 'approved', 'lgtm', '同意', '批准'], code: 'approve_on_card', form: 'status' },
  { words: ['reject', 'deny', 'decline', '驳回', '拒绝'], code: 'reject_on_card', form: 'status' },
  { words: ['cancel', 'abort', 'stop', 'undo', '取消'], code: 'withdraw_instead', form: 'withdraw' },
  {
    words: 'delete remove release restart reboot create buy renew flush 删除 释放 重启 创建 购买 续费 清空'.split(' '),
    code: 'only_resizes',
    form: 'request',
  },
];

const BY_NAME: ReadonlyMap<string, Form> = new Map([
  ...SUBCOMMANDS.map((form) => [form, form] as const),
  ...FORMS.flatMap((form) => GRAMMAR[form].also.map((name) => [name, form] as const)),
]);

/** The command of this name, in English or Chinese; `word` is in its plain form. */
export function commandNamed(word: string): Form | undefined {
  return BY_NAME.get(word);
}

/** The name of a command that was most likely meant; undefined: there is no such guess. */
export function commandMeant(word: string): string | undefined {
  // Every single character is one error away from `?`.
  return nearest(
    word,
    [...BY_NAME.keys()].filter((name) => name !== '?'),
  );
}

/** How a command is written, without the slash command: `why <instance> <class> [options]`, or with all its flags. */
export function usageOf(form: Form, flags: 'brief' | 'all'): string {
  const { places, rest, flags: taken } = GRAMMAR[form];
  const listed = LISTED_FLAGS.filter((name) => taken.includes(name) && name !== rest);
  const options =
    flags === 'all' ? listed.map((name) => `[${flagUsage(name)}]`) : listed.length > 0 ? ['[options]'] : [];
  return [
    ...(form === 'request' ? [] : [form]),
    ...places.map(({ takes, required }) => {
      const names = takes.map((thing) => (thing === 'request' ? 'id' : thing)).join('|');
      return required ? `<${names}>` : `[${names}]`;
    }),
    ...(rest === undefined ? [] : [`<${rest}>`]),
    ...options,
  ].join(' ');
}
