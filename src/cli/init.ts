/** `redis-resize init`: asks what a first configuration needs, and writes it. */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Start } from '../core/first.ts';
import { EXIT, refuse } from './exit.ts';
import { type Answers, BadFlag, interview, type Known, NoAnswer } from './interview.ts';
import type { Terminal } from './terminal.ts';
import { terminalWidth, wrapped } from './words.ts';

export interface InitOptions extends Answers {
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Paths to write, and how to make and check what goes there. */
export interface InitPlace extends Known {
  readonly files: { readonly config: string; readonly variables: string; readonly manifest: string };
  /** Texts by path. `problems`: lines that say why the configuration would not be taken. */
  readonly compose: (start: Start) => {
    readonly texts: Readonly<Record<string, string>>;
    readonly problems: readonly string[];
  };
}

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
