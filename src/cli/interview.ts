/** The questions of `init`: what flags and the environment leave open, with what tokens and keys can look up. */
import { readFileSync } from 'node:fs';
import { readRegion } from '../core/command/words.ts';
import type { Start } from '../core/first.ts';
import type { Terminal } from './terminal.ts';
import { line } from './words.ts';

/** As flags. */
export interface Answers {
  readonly mode?: 'socket' | 'http';
  readonly url?: string;
  readonly regions?: string;
  readonly cards?: string;
  readonly requesters?: string;
  readonly approvers?: string;
}

interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly people: number;
}

/** What is known without asking. All but `given` ask Slack or the cloud, and may reject. */
export interface Known {
  /** What is set already, in the process or in the file. */
  readonly given: Readonly<Record<string, string | undefined>>;
  readonly userGroups: (botToken: string) => Promise<readonly UserGroup[]>;
  /** The id of a channel with this name, without `#`. */
  readonly channelNamed: (botToken: string, name: string) => Promise<string | undefined>;
  /** Regions in which the account has instances, the most first. */
  readonly regionsInUse: (
    keyId: string,
    secret: string,
  ) => Promise<readonly { readonly region: string; readonly instances: number }[]>;
}

/** The person ended the input. */
export class NoAnswer extends Error {}

/** A flag that will not do, with what is expected. */
export class BadFlag extends Error {}

/** What a text means; undefined: it will not do. */
type Read<T> = (text: string) => T | undefined | Promise<T | undefined>;

interface Question<T> {
  /** Of the flag, and what is expected of it. */
  readonly flag?: readonly [name: keyof Answers, expected: string];
  readonly usual?: string;
  readonly secret?: boolean;
  readonly read: Read<T>;
}

export async function interview(options: Answers, terminal: Terminal, known: Known): Promise<Start> {
  const ask = asker(options, terminal);
  const mode = await ask('How Slack reaches the bot, socket or http', {
    flag: ['mode', 'socket or http'],
    usual: 'socket',
    read: (text) => (text === 'socket' || text === 'http' ? text : undefined),
  });
  const url =
    mode === 'socket'
      ? ''
      : await ask('Public address of the bot, https://…', {
          flag: ['url', 'https:// and a host, like https://bot.example.com'],
          read: (text) => /^(https:\/\/[^/\s]+)\/*$/.exec(text)?.[1],
        });
  const variables = new Map<string, string>();
  for (const [name, what] of secretsOf(mode)) {
    const given = known.given[name]?.trim() ?? '';
    // What comes from a file is set already, and stays out of the one that is written.
    if (given === '' && fileOf(known, name) !== undefined) continue;
    const read: Read<string> = (text) => text;
    variables.set(name, given || (await ask(`${what} (Enter: later)`, { usual: '', secret: true, read })));
  }
  const valueOf = (name: string): string => variables.get(name) ?? textOf(fileOf(known, name));
  const usual = options.regions === undefined ? await regionsInUse(known, terminal, valueOf) : undefined;
  const regions = await ask('Regions', {
    flag: ['regions', 'region IDs, like cn-hangzhou cn-shanghai'],
    usual: usual ?? 'cn-hangzhou',
    read: (text) => filled(listed(text).map(readRegion)),
  });

  const token = valueOf('SLACK_BOT_TOKEN');
  const byName = token === '' ? '; a name needs a bot token' : '';
  const cards = await ask('Channel for cards, #name or C… (Enter: where the command is used)', {
    flag: ['cards', `a channel ID (C…) or #name${byName}`],
    usual: '',
    read: async (text) => (text === '' || isChannel(text) ? text : channelNamed(known, terminal, token, text)),
  });
  const groups = await userGroups(token, terminal, known);
  const subject = (word: string): string | undefined =>
    groups.find(({ handle }) => `@${handle}` === word || handle === word)?.id ?? (isSubject(word) ? word : undefined);
  const subjects: Read<readonly string[]> = (text) => filled(listed(text).map(subject));
  const named = groups.length === 0 ? '; a name needs a bot token that can read user groups' : ' or @group';
  const people = (flag: 'requesters' | 'approvers', what: string) =>
    ask(`${what} (U…, S…, @group)`, { flag: [flag, `Slack IDs (U…, S…)${named}`], read: subjects });
  const requesters = await people('requesters', 'Who may request');
  const approvers = await people('approvers', 'Who approves');
  return { mode, url, regions, cards, requesters, approvers, variables };
}

function secretsOf(mode: Start['mode']): readonly (readonly [name: string, what: string])[] {
  return [
    ['SLACK_BOT_TOKEN', 'Bot token, xoxb-…'],
    mode === 'socket' ? ['SLACK_APP_TOKEN', 'App-level token, xapp-…'] : ['SLACK_SIGNING_SECRET', 'Signing secret'],
    ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'Access key id; none for a role'],
    ['ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'Access key secret'],
  ];
}

const listed = (text: string): readonly string[] => text.split(/[\s,]+/).filter((word) => word !== '');
const isSubject = (text: string): boolean => /^[UWSCG][A-Z0-9]{2,}$/.test(text);
const isChannel = (text: string): boolean => /^[CG][A-Z0-9]{2,}$/.test(text);

/** All of them, and at least one. */
function filled<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  const there = values.filter((value) => value !== undefined);
  return there.length > 0 && there.length === values.length ? there : undefined;
}

/** The path of the file with this secret, from `NAME_FILE`. */
function fileOf({ given }: Known, name: string): string | undefined {
  return given[`${name}_FILE`]?.trim() || undefined;
}

function textOf(file: string | undefined): string {
  try {
    return file === undefined ? '' : readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

/** The answer of the flag, else asks until one will do. */
function asker(options: Answers, terminal: Terminal) {
  return async <T>(what: string, { flag, usual, secret = false, read }: Question<T>): Promise<T> => {
    const given = flag && options[flag[0]];
    if (flag !== undefined && given !== undefined) {
      const answer = await read(given);
      if (answer === undefined) throw new BadFlag(`--${flag[0]} ${line(given)}: expected ${flag[1]}.`);
      return answer;
    }
    for (;;) {
      const typed = await terminal.ask(`${what}${usual === undefined || usual === '' ? '' : ` [${usual}]`}: `, secret);
      // A script that gives flags has no more to say; a person who ends the input means to stop.
      if (typed === undefined && (terminal.interactive || usual === undefined)) throw new NoAnswer(what);
      const text = (typed ?? '') === '' && usual !== undefined ? usual : (typed ?? '');
      const answer = await read(text);
      if (answer !== undefined) return answer;
      terminal.say(`  Not understood: ${line(text)}`);
    }
  };
}

/** The regions of the instances that the key may see; undefined: it is not known. */
async function regionsInUse(
  known: Known,
  terminal: Terminal,
  valueOf: (name: string) => string,
): Promise<string | undefined> {
  const [id, secret] = [valueOf('ALIBABA_CLOUD_ACCESS_KEY_ID'), valueOf('ALIBABA_CLOUD_ACCESS_KEY_SECRET')];
  if (id === '' || secret === '' || !terminal.interactive) return undefined;
  try {
    const found = await known.regionsInUse(id, secret);
    for (const { region, instances } of found) terminal.say(`  ${line(region)}: ${instances} instances`);
    return found.length === 0 ? undefined : found.map(({ region }) => region).join(' ');
  } catch {
    terminal.say('  The cloud did not return its regions; type ids.');
    return undefined;
  }
}

async function channelNamed(
  known: Known,
  terminal: Terminal,
  token: string,
  text: string,
): Promise<string | undefined> {
  if (token === '') return undefined;
  try {
    return await known.channelNamed(token, text.replace(/^#/, ''));
  } catch {
    // A token of a whole organization has to name a workspace, and the configuration that knows it is not written yet.
    terminal.say('  Slack did not return its channels; type the ID.');
    return undefined;
  }
}

async function userGroups(token: string, terminal: Terminal, known: Known): Promise<readonly UserGroup[]> {
  if (token === '') return [];
  try {
    const groups = await known.userGroups(token);
    for (const { id, handle, people } of groups) terminal.say(`  @${line(handle)} ${id}, ${people} people`);
    return groups;
  } catch {
    terminal.say('  Slack did not return its user groups; type ids.');
    return [];
  }
}
