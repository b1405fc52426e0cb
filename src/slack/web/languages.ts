import type { Policy } from '../../core/policy/policy-model.ts';
import type { PeopleEdge } from './people.ts';
import { localeOf, wordsFor, type Words } from '../../wording/words.ts';

/** Which language is spoken where. */
export interface Languages {
  /** A private answer, in the reader's own language; never fails, English at worst. */
  own(userId: string): Promise<Words>;
  /** The same without asking Slack: for what must be on the screen at once. */
  known(userId: string): Words;
  /** What everybody sees: with `auto` in the language of the conversation. */
  shared(channelId: string): Promise<Words>;
}

export function createLanguages(people: PeopleEdge, policy: () => Policy): Languages {
  const fallback = (): string | undefined => {
    const { locale } = policy().slack;
    return locale === 'auto' ? undefined : locale;
  };
  return {
    own: async (userId) => wordsFor(localeOf((await people.locale(userId, true)) ?? fallback())),
    known: (userId) => wordsFor(localeOf(people.knownLocale(userId) ?? fallback())),
    shared: async (channelId) => wordsFor(localeOf(fallback() ?? (await people.channelLocale(channelId)))),
  };
}
