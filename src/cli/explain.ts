/** `redis-resize explain`: what the bot would answer this person now, and why. */
import type { TimeWord } from '../core/command/time.ts';
import { type Planned, timesMeant } from '../core/command/times.ts';
import type { Person } from '../core/request/request.ts';
import { SlackFault } from '../core/faults.ts';
import { isGroupAlone } from '../core/policy/policy.ts';
import type { Policy } from '../core/policy/policy-model.ts';
import type { Desk } from '../workflow/ports.ts';
import type { ClassWord, CommandProblem, ReadCommand, TimesWord } from '../core/command/command.ts';
import { flagRow } from '../core/command/flags.ts';
import { withPreset } from '../core/command/preset.ts';
import { nearest } from '../core/value/nearest.ts';
import { wordsFor } from '../wording/words.ts';
import { wantedClass } from './arguments.ts';
import { askedAbout, type Finders } from './asked.ts';
import { EXIT, refuse, type Read } from './exit.ts';
import { asJson, asText, type Asked, isKnownNo, type Explanation } from './explanation.ts';
import { line, reasonOf, terminalWidth, wrapped } from './words.ts';

/** A later try may help. */
const UNKNOWN: ReadonlySet<string> = new Set(['approvers_unknown', 'spend_unknown', 'price_unknown']);

export interface ExplainOptions {
  /** A Slack id, or a name. */
  readonly user: string;
  /** An id, or a name. */
  readonly instance: string;
  /** As typed; `preset` may be of none. */
  readonly class: ClassWord;
  readonly region?: string;
  readonly channel?: string;
  readonly autoPay?: boolean;
  readonly coupon?: string;
  readonly at?: 'now' | 'maintain';
  readonly force?: boolean;
  readonly until?: TimeWord;
  readonly start?: TimeWord;
  readonly json?: boolean;
}

/** The bot for reading only: nothing is requested, posted or written. */
export interface ReadOnlyBot {
  readonly why: Desk['why'];
  readonly find: Finders;
  /** The policy in use; without its monthly limits where they could not be checked. */
  readonly policy: Policy;
  readonly limitChecked: boolean;
  /** The time zone of a person; undefined: not known. */
  readonly zoneOf: (person: Person) => Promise<string | undefined>;
  /** The workspace of the bot. Throws a SlackFault. */
  readonly teamId: () => Promise<string>;
  /** What could not be read, in order. */
  readonly notes: () => readonly string[];
  close(): Promise<void>;
}

export interface ExplainSource {
  /** Path of the configuration. */
  readonly file: string;
  readonly secrets: readonly string[];
  readonly open: () => Promise<ReadOnlyBot>;
}

export async function explain(options: ExplainOptions, source: Read<ExplainSource>): Promise<number> {
  if (source.kind === 'bad') return refuse(source.problems);
  const { file, secrets, open } = source.value;
  const bot = await open();
  try {
    const typed = withPreset(commandOf(options), bot.policy);
    if (typed.kind !== 'why' || typed.preset !== undefined) return refuse(noPreset(options.class, bot.policy));
    const teamId = await bot.teamId();
    const about = await askedAbout({ ...options, class: typed }, bot.find);
    if (about.kind !== 'found') {
      console.error(about.lines.join('\n'));
      return about.kind === 'unclear' ? EXIT.wrong : EXIT.cannot;
    }
    const { userId, instanceId, region, targetClass } = about;
    const person = { teamId, userId };
    const now = new Date();
    const { start, until, problems } = timesMeant(typed, now, await zoneFor(bot, person, typed));
    if (problems.length > 0) {
      console.error(problems.map(timeProblem).join('\n'));
      return EXIT.wrong;
    }
    const change = { ...bot.policy.defaults, ...typed.flags, targetClass, businessInfo: undefined, until };
    const asked: Asked = { file, person, instanceId, change };
    const explanation = await bot.why(person, instanceId, region, change, options.channel, momentOf(start, now));
    const seen = { asked, explanation, limitChecked: bot.limitChecked, notes: bot.notes() };
    console.log(options.json === true ? asJson(seen) : wrapped(asText(seen), terminalWidth(), 2));
    return exitOf(explanation, bot.limitChecked);
  } catch (error) {
    const reason = error instanceof SlackFault ? `Slack request failed: ${line(error.code)}` : reasonOf(error, secrets);
    console.error(reason);
    return EXIT.cannot;
  } finally {
    await bot.close();
  }
}

/** As the command in Slack: an omitted option has the value of the preset, else the one the form starts with. */
function commandOf(options: ExplainOptions): ReadCommand {
  const { autoPay, coupon, at, force, start, until } = options;
  const flags = {
    ...(autoPay === undefined ? {} : { autoPay }),
    ...(coupon === undefined ? {} : { coupon }),
    ...(at === undefined ? {} : { effectiveTime: at === 'now' ? ('Immediately' as const) : ('MaintainTime' as const) }),
    ...(force === undefined ? {} : { forceUpgrade: force }),
  };
  const { targetClass, sizing, preset } = options.class;
  return { kind: 'why', targetClass, sizing, preset, flags, start, until };
}

function noPreset({ preset = '' }: ClassWord, { presets }: Policy): readonly string[] {
  const names = Object.keys(presets);
  const near = nearest(preset, names);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  return [`No preset is called ${line(preset)}.${hint}`, wantedClass(names)];
}

/** Looked up only where a time is given. */
async function zoneFor({ zoneOf }: ReadOnlyBot, person: Person, { start, until }: TimesWord) {
  return start === undefined && until === undefined ? undefined : zoneOf(person);
}

function timeProblem({ code, flag = 'start', found }: CommandProblem): string {
  const wanted = wordsFor('en')
    .plain(`invalid.wanted.${flagRow(flag).field}`, {})
    .replaceAll('`', '');
  const why =
    code === 'time_past' ? 'is in the past' : code === 'time_too_far' ? 'is more than a year ahead' : undefined;
  return `--${flag} ${line(found)} ${why ?? "needs a time zone, which Slack doesn't return for this person"}. Expected ${wanted}.`;
}

/** A duration of `--start` counts from the request. */
function momentOf(start: Planned | undefined, now: Date): string | undefined {
  return start?.kind === 'duration' ? new Date(now.getTime() + start.ms).toISOString() : start?.at;
}

function exitOf(explanation: Explanation, limitChecked: boolean): number {
  switch (explanation.kind) {
    case 'no_access':
    case 'refused':
      return isKnownNo(explanation) ? EXIT.no : EXIT.cannot;
    case 'judged': {
      const { verdict } = explanation;
      if (verdict.kind === 'allowed') return limitChecked ? EXIT.ok : EXIT.cannot;
      const unread = isGroupAlone(verdict.nearest?.failed ?? []);
      return UNKNOWN.has(verdict.reason) || unread ? EXIT.cannot : EXIT.no;
    }
    default:
      return explanation satisfies never;
  }
}
