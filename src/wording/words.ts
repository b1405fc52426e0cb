import { inert, plain, type Markup } from './inert.ts';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

export type Locale = 'en' | 'zh-CN';
export const LOCALES: readonly Locale[] = ['en', 'zh-CN'];

type Leaves<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${K}` : Leaves<T[K], `${Path}${K}.`>;
}[keyof T & string];
type Singular<K extends string> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;

/** Every sentence by its path in `en`; plural forms share one key. */
export type Key = Singular<Leaves<typeof en>>;

type At<T, P extends string> = P extends `${infer K}.${infer Rest}`
  ? K extends keyof T
    ? At<T[K], Rest>
    : never
  : P extends keyof T
    ? T[P]
    : `${P}_other` extends keyof T
      ? T[`${P}_other`]
      : never;
type Names<S> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Names<Rest> : never;

/** The values a sentence wants, read from the English text: a missing one is a compile error. */
export type Values<K extends Key, V> = { readonly [N in Names<At<typeof en, K>>]: N extends 'count' ? number : V };

export interface Words {
  readonly locale: Locale;
  /** For plain_text objects. */
  plain<K extends Key>(key: K, values: Values<K, string | number>): string;
  /** For mrkdwn: every string value is made inert, `Markup` goes in as it is. */
  mrkdwn<K extends Key>(key: K, values: Values<K, string | number | Markup>): string;
}

const SENTENCES: Record<Locale, object> = { en, 'zh-CN': zhCN };
const plurals = new Map<Locale, Intl.PluralRules>();
const found = new Map<string, string>();

/** The sentence of a key, or of its plural form for `count`. Looked for once each: a form has a hundred of them. */
function sentence(locale: Locale, key: string, count: unknown): string {
  const form = typeof count === 'number' ? pluralOf(locale, count) : '';
  const path = `${key}${form}`;
  const known = found.get(`${locale} ${path}`);
  if (known !== undefined) return known;
  const leaf = (whole: string): unknown =>
    whole
      .split('.')
      .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], SENTENCES[locale]);
  const text = [leaf(path), leaf(key)].find((each) => typeof each === 'string') as string;
  found.set(`${locale} ${path}`, text);
  return text;
}

function pluralOf(locale: Locale, count: number): string {
  const rules = plurals.get(locale) ?? new Intl.PluralRules(locale);
  plurals.set(locale, rules);
  return `_${rules.select(count)}`;
}

const VALUE_LIMIT = 300;

export function wordsFor(locale: Locale): Words {
  // One pass: what a value holds is never read as a template.
  const say = (key: string, values: Readonly<Record<string, string | number>>): string =>
    sentence(locale, key, values['count']).replace(/{{(\w+)}}/g, (_, name: string) => String(values[name]));
  return {
    locale,
    plain: (key, values) =>
      say(
        key,
        each(values, (value) => plain(value, VALUE_LIMIT)),
      ),
    mrkdwn: (key, values) =>
      say(
        key,
        each(values, (value) => inert(value, VALUE_LIMIT)),
      ),
  };
}

function each(values: object, harmless: (value: string) => string): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values as Record<string, string | number | Markup>).map(([name, value]) => [
      name,
      typeof value === 'string' ? harmless(value) : typeof value === 'number' ? value : value.markup,
    ]),
  );
}

/** Sentences one after the other: after Chinese punctuation there is no space. */
export function inARow({ locale }: Pick<Words, 'locale'>, ...sentences: readonly string[]): string {
  return sentences.join(locale === 'en' ? ' ' : '');
}

/** Slack's `locale` of a person (`zh-CN`, `zh-TW`, `en-US`, `de-DE`) to one of ours. */
export function localeOf(slackLocale: string | undefined): Locale {
  return slackLocale?.toLowerCase().startsWith('zh') === true ? 'zh-CN' : 'en';
}
