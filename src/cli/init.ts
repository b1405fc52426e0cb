/** `redis-resize init`: asks what a first configuration needs, and writes it. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readRegion } from '../core/command/words.ts';
import type { Start } from '../core/first.ts';
import { EXIT, refuse } from './exit.ts';
import type { Terminal } from './terminal.ts';
import { line, terminalWidth, wrapped } from './words.ts';

export interface InitOptions {
  readonly mode?: 'socket' | 'http';
  readonly url?: string;
  readonly regions?: string;
  readonly cards?: string;
  readonly requesters?: string;
  readonly approvers?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly people: number;
}

/** Paths to write, and how to make and check what goes there. */
export interface InitPlace {
  readonly files: { readonly config: string; readonly variables: string; readonly manifest: string };
  /** What is set already, in the process or in the file. */
  readonly given: Readonly<Record<string, string | undefined>>;
  /** Texts by path. `problems`: lines that say why the configuration would not be taken. */
  readonly compose: (start: Start) => {
    readonly texts: Readonly<Record<string, string>>;
    readonly problems: readonly string[];
  };
  readonly userGroups: (botToken: string) => Promise<readonly UserGroup[]>;
}

/** The person ended the input. */
class NoAnswer extends Error {}

/** A flag that will not do, with what is expected. */
class BadFlag extends Error {}

const LIST = /[\s,]+/;
const SUBJECT = /^[UWSCG][A-Z0-9]{2,}$/;

export async function init(options: InitOptions, terminal: Terminal, place: InitPlace): Promise<number> {
  const { files, compose } = place;
  const there = Object.values(files).filter((file) => existsSync(file));
  if (there.length > 0 && options.force !== true)
    return refuse([...there.map((file) => `${file} exists`), 'Nothing was written. --force overwrites.']);
  try {
    const start = await interview(options, terminal, place);
    const { texts, problems } = compose(start);
    if (problems.length > 0) return refuse([...problems, 'Nothing was written.']);
    for (const [file, text] of Object.entries(texts)) write(file, text, file === files.variables);
    const missing = [...start.variables].filter(([, value]) => value === '').map(([name]) => name);
    const next = stepsLeft(start, files, missing);
    if (options.json === true) console.log(JSON.stringify({ written: Object.keys(texts), missing, next }, null, 2));
    else {
      const wrote = Object.keys(texts).map((file) => `Wrote ${file}`);
      console.log(wrapped(['', ...wrote, '', 'Next:', ...numbered(next)].join('\n'), terminalWidth(), 3));
    }
    return EXIT.ok;
  } catch (error) {
    if (error instanceof BadFlag) return refuse([error.message, 'Nothing was written.']);
    if (!(error instanceof NoAnswer)) throw error;
    return refuse(['', `No answer to “${error.message}”. Nothing was written.`]);
  } finally {
    terminal.close();
  }
}

/** A file of secrets is for its owner alone, also when it was there before with other rights. */
function write(file: string, text: string, secret: boolean): void {
  mkdirSync(dirname(file), { recursive: true });
  const mode = secret ? 0o600 : 0o644;
  if (existsSync(file)) chmodSync(file, mode);
  writeFileSync(file, text, { mode });
}

async function interview(options: InitOptions, terminal: Terminal, place: InitPlace): Promise<Start> {
  const asked = asker(terminal);
  const mode = (options.mode ??
    (await asked('How Slack reaches the bot, socket or http', 'socket', (text) =>
      /^(socket|http)$/.test(text),
    ))) as Start['mode'];
  const isUrl = (text: string): boolean => /^https:\/\/[^/\s]+$/.test(text);
  const url =
    mode === 'socket'
      ? ''
      : (flag('url', options.url?.replace(/\/+$/, ''), isUrl, 'https:// and a host, like https://bot.example.com') ??
        (await asked('Public address of the bot, https://…', undefined, isUrl)));
  const variables = new Map<string, string>();
  for (const [name, what] of secretsOf(mode)) {
    const given = place.given[name]?.trim() ?? '';
    // What comes from a file is set already, and stays out of the one that is written.
    if (given === '' && inFile(place, name) !== undefined) continue;
    variables.set(name, given === '' ? await asked(`${what} (Enter: later)`, '', () => true, true) : given);
  }
  const regions = listed(
    flag('regions', options.regions, areRegions, 'region IDs, like cn-hangzhou cn-shanghai') ??
      (await asked('Regions', 'cn-hangzhou', areRegions)),
  );
  const cards =
    flag('cards', options.cards, isChannel, 'a channel ID (C…)') ??
    (await asked('Channel for cards, C… (Enter: where the command is used)', '', isChannel));
  const token = variables.get('SLACK_BOT_TOKEN') ?? tokenIn(inFile(place, 'SLACK_BOT_TOKEN'));
  const groups = await userGroups(token, terminal, place);
  const subjects = (text: string): readonly string[] =>
    listed(text).map((word) => groups.find(({ handle }) => `@${handle}` === word || handle === word)?.id ?? word);
  const valid = (text: string): boolean => subjects(text).length > 0 && subjects(text).every((id) => SUBJECT.test(id));
  const wanted = `Slack IDs (U…, S…)${groups.length === 0 ? '; a name needs a bot token that can read user groups' : ' or @group'}`;
  const requesters = subjects(
    flag('requesters', options.requesters, valid, wanted) ??
      (await asked('Who may request (U…, S…, @group)', undefined, valid)),
  );
  const approvers = subjects(
    flag('approvers', options.approvers, valid, wanted) ??
      (await asked('Who approves (U…, S…, @group)', undefined, valid)),
  );
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

const listed = (text: string): readonly string[] => text.split(LIST).filter((word) => word !== '');
const areRegions = (text: string): boolean => listed(text).length > 0 && listed(text).every(isRegion);
const isRegion = (text: string): boolean => readRegion(text) !== undefined;
const isChannel = (text: string): boolean => text === '' || /^[CG][A-Z0-9]{2,}$/.test(text);

/** The value of a flag; undefined: not given. */
function flag(
  name: string,
  value: string | undefined,
  valid: (text: string) => boolean,
  wanted: string,
): string | undefined {
  if (value === undefined || valid(value)) return value;
  throw new BadFlag(`--${name} ${line(value)}: expected ${wanted}.`);
}

/** The path of the file with this secret, from `NAME_FILE`. */
function inFile({ given }: InitPlace, name: string): string | undefined {
  return given[`${name}_FILE`]?.trim() || undefined;
}

function tokenIn(file: string | undefined): string {
  try {
    return file === undefined ? '' : readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

/** Asks until the answer will do. */
function asker(terminal: Terminal) {
  return async (
    what: string,
    usual: string | undefined,
    valid: (text: string) => boolean,
    secret = false,
  ): Promise<string> => {
    for (;;) {
      const typed = await terminal.ask(`${what}${usual === undefined || usual === '' ? '' : ` [${usual}]`}: `, secret);
      // A script that gives flags has no more to say; a person who ends the input means to stop.
      if (typed === undefined && (terminal.interactive || usual === undefined)) throw new NoAnswer(what);
      const answer = (typed ?? '') === '' && usual !== undefined ? usual : (typed ?? '');
      if (valid(answer)) return answer;
      terminal.say(`  Not understood: ${line(answer)}`);
    }
  };
}

async function userGroups(token: string, terminal: Terminal, place: InitPlace): Promise<readonly UserGroup[]> {
  if (token === '') return [];
  try {
    const groups = await place.userGroups(token);
    for (const { id, handle, people } of groups) terminal.say(`  @${line(handle)} ${id}, ${people} people`);
    return groups;
  } catch {
    terminal.say('  Slack did not return its user groups; type ids.');
    return [];
  }
}

function stepsLeft({ mode, cards }: Start, files: InitPlace['files'], missing: readonly string[]): readonly string[] {
  const tokens = missing.filter((name) => name.startsWith('SLACK'));
  const keyless = missing.includes('ALIBABA_CLOUD_ACCESS_KEY_ID');
  const second = mode === 'socket' ? 'an app-level token with connections:write' : 'the signing secret';
  return [
    ...(tokens.length === 0
      ? []
      : [
          `Create the Slack app from ${files.manifest} at https://api.slack.com/apps, install it, and get ${second}.`,
          `Put into ${files.variables}: ${tokens.join(', ')}`,
        ]),
    ...(keyless
      ? [`Give the bot a RAM role, or put an access key into ${files.variables}; rights: docs/ram-policy.json`]
      : []),
    `Edit the rules in ${files.config}; docs/policy-reference.md has every key.`,
    'redis-resize check, then redis-resize doctor',
    `redis-resize start, then /invite the bot to ${cards === '' ? 'the channels where it is used' : cards}`,
  ];
}

function numbered(steps: readonly string[]): readonly string[] {
  return steps.map((step, index) => `  ${index + 1}. ${step}`);
}
