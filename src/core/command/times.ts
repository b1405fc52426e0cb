import type { CommandProblem, TimesWord } from './command.ts';
import { type MeantTime, printTime, timeMeant } from './time.ts';

/** A time that can be planned with. */
export type Planned = Exclude<MeantTime, { kind: 'refused' }>;

/** What the times of a command stand for; `problems`: of those that stand for none. */
export function timesMeant(command: TimesWord, now: Date, zone: string | undefined) {
  const problems: CommandProblem[] = [];
  const meant = (flag: keyof TimesWord): Planned | undefined => {
    const word = command[flag];
    if (word === undefined) return undefined;
    const time = timeMeant(word, now, zone);
    if (time.kind !== 'refused') return time;
    problems.push({ code: `time_${time.because}`, found: printTime(word), flag });
    return undefined;
  };
  return { start: meant('start'), until: meant('until'), problems };
}
