import type { Policy } from '../core/policy-model.ts';
import type { PeopleEdge } from './people.ts';
import { localeOf, wordsFor, type Words } from './text/words.ts';

/** Which language is spoken where. */
export interface Languages {
  /** A private answer, in the reader's own language; never fails, English at worst. */
  own(userId: string): Promise<Words>;
  /** The same without asking Slack: for what must be on the screen at once. */
  known(userId: string): Words;
  /** What everybody sees. `auto` is English, and Chinese for a request of somebody whose Slack is Chinese. */
  shared(requesterId: string): Promise<Words>;
}

export function createLanguages(people: PeopleEdge, policy: () => Policy): Languages {
  const fallback = (): string | undefined => {
    const { locale } = policy().slack;
    return locale === 'auto' ? undefined : locale;
  };
  return {
    own: async (userId) => wordsFor(localeOf((await people.locale(userId, true)) ?? fallback())),
    known: (userId) => wordsFor(localeOf(people.knownLocale(userId) ?? fallback())),
    shared: async (requesterId) => wordsFor(localeOf(fallback() ?? (await people.locale(requesterId, true)))),
  };
}
