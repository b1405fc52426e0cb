/** Keys of the terminal while one plays. The page of the cloud console does the same, and more. */
import type { ActDone, ConsoleAct } from './console.ts';

interface Key {
  readonly key: string;
  readonly what: string;
  readonly act: ConsoleAct;
}

export const KEYS: readonly Key[] = [
  { key: 'p', what: 'pay every unpaid order, as in the billing console', act: { kind: 'pay' } },
  { key: 'c', what: 'cancel every unpaid order', act: { kind: 'cancel' } },
  { key: 'u', what: 'move all prices up by 20%', act: { kind: 'price', percent: 20 } },
  { key: 'h', what: 'move the clock an hour ahead', act: { kind: 'forward', minutes: 60 } },
  { key: 'l', what: 'answers to orders are lost: on, off', act: { kind: 'trouble', name: 'answer_lost' } },
  { key: 's', what: 'Slack is slow: on, off', act: { kind: 'trouble', name: 'slack_slow' } },
];

/** What is asked of a terminal. */
interface Terminal {
  readonly isTTY: boolean;
  setRawMode(raw: boolean): unknown;
  on(event: 'data', hear: (typed: Buffer) => void): unknown;
}

/** Listens on a terminal, key by key. Ctrl-C stays what it is. */
export function listenForKeys(
  perform: (act: ConsoleAct) => ActDone,
  input: Terminal,
  tell: (sentence: string) => void,
): void {
  if (!input.isTTY) return;
  input.setRawMode(true);
  input.on('data', (typed: Buffer) => {
    if (typed.includes(3)) process.kill(process.pid, 'SIGINT');
    const found = KEYS.find(({ key }) => key === typed.toString().toLowerCase());
    if (found !== undefined) tell(perform(found.act).said);
  });
}
