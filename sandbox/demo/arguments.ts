import { parseArgs } from 'node:util';

/** What can be told. */
const STORIES = ['change', 'sale'] as const;
export type StoryName = (typeof STORIES)[number];

export interface DemoOptions {
  /** End after the story instead of staying up. */
  readonly once: boolean;
  readonly story: StoryName;
  readonly mode: 'socket' | 'http';
  /** Undefined: the usual port, or any when that is taken. */
  readonly port: number | undefined;
}

export type Asked =
  | { readonly kind: 'run'; readonly options: DemoOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string };

export const USAGE = `Usage: npm run demo -- [options]

  --once      end after the story: exit code 0 when all of it was as told, else 1
  --story <s> change: one change, from the command to the verified class (the default);
              sale: up for the sale, back on Monday, by moving the clock
  --http      Slack delivers by signed HTTP requests; without it, by Socket Mode
  --port <n>  port of the local Slack and its page; without it 4000, or any free one
  --help      this text`;

export function readArguments(args: readonly string[]): Asked {
  const read = parsed(args);
  if (typeof read === 'string') return { kind: 'wrong', problem: read };
  if (read.help === true) return { kind: 'help' };
  const { once = false, http = false, port, story: typed = STORIES[0] } = read;
  const story = STORIES.find((name) => name === typed);
  if (story === undefined) {
    return { kind: 'wrong', problem: `There is no story “${typed}”. There are: ${STORIES.join(', ')}.` };
  }
  if (port !== undefined && !isPort(port)) {
    return { kind: 'wrong', problem: `--port must be a number from 1 to 65535, not “${port}”.` };
  }
  return {
    kind: 'run',
    options: { once, story, mode: http ? 'http' : 'socket', port: port === undefined ? undefined : Number(port) },
  };
}

const OPTIONS = {
  once: { type: 'boolean' },
  story: { type: 'string' },
  http: { type: 'boolean' },
  port: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // Only the first sentence is about what was typed; the rest is about the parser.
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split(/(?<=\.) /);
    return first.endsWith('.') ? first : `${first}.`;
  }
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}
