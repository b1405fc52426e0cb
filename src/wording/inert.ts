/**
 * Text that came from people or from the cloud, made harmless for the place it goes to. In mrkdwn `& < >` open
 * mentions and links and must be encoded; `* _ ~ \`` and `:name:` cannot be encoded at all, so they are replaced by
 * look-alikes. Cutting comes after encoding and by grapheme, so that no entity and no character is ever halved.
 */

/** Markup of our own making, the only thing that goes into mrkdwn as it is. */
export interface Markup {
  readonly markup: string;
}

/**
 * What is not seen and changes how the rest reads: directions, zero widths, fillers, tags, notes between lines. Only what
 * holds an emoji together stays, where it does.
 */
const UNSEEN = /(?![\uFE0F\u200D])\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB]/gu;
const LOOSE_JOINER =
  /(?<!\p{Extended_Pictographic}(?:[\u{1F3FB}-\u{1F3FF}]|\uFE0F)?)\u200D|\u200D(?!\p{Extended_Pictographic})/gu;
const LOOSE_SELECTOR = /(?<![\p{Emoji}])\uFE0F/gu;
/** Marks piled up on one character run over the lines around it; no script needs more. */
const PILE = /(\p{M}{4})\p{M}+/gu;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** For plain_text objects, which Slack does not parse: one line, no invisible characters, at most `limit` UTF-16 units. */
export function plain(text: string, limit: number): string {
  return truncate(oneLine(text), limit, (grapheme) => grapheme);
}

/** For rich_text elements, which Slack does not parse either: as `plain`, but line breaks stay. */
export function lines(text: string, limit: number): string {
  const clean = seen(text)
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replace(/[^\S\n]+|\u2800+/gu, ' ')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .replace(/\n{3,}/gu, '\n\n');
  return truncate(clean, limit, (grapheme) => grapheme);
}

/** For the middle of a mrkdwn sentence: one line that is neither mention, link, emoji, quote nor emphasis. */
export function inert(text: string, limit = 200): string {
  const harmless = oneLine(text)
    // Inside a word an underscore is only a letter, and names of instances are full of them.
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ')
    .replace(/\*/gu, '∗')
    .replace(/~/gu, '∼')
    .replace(/`/gu, 'ˋ')
    // Names of a workspace's own emoji may be of any letters.
    .replace(/:(?=[^\s:]+:)/gu, '∶')
    .replace(/^>/u, '›');
  return truncate(harmless, limit, encode);
}

/** For ids and codes: shown exactly, in code style. */
export function code(text: string, limit = 120): Markup {
  const body = truncate(oneLine(text).replace(/`/gu, 'ˋ'), limit, encode);
  return { markup: body === '' ? '–' : `\`${body}\`` };
}

function encode(grapheme: string): string {
  return grapheme.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
}

/** Nothing to take out: nearly every text, and a form has hundreds. */
const ORDINARY = /^[!-~]+(?: [!-~]+)*$/;

function oneLine(text: string): string {
  if (ORDINARY.test(text)) return text;
  return seen(text)
    .replace(/[\s\u2800]+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();
}

function seen(text: string): string {
  return text
    .toWellFormed()
    .replace(UNSEEN, '')
    .replace(LOOSE_JOINER, '')
    .replace(LOOSE_SELECTOR, '')
    .replace(PILE, '$1');
}

/** `encoded` of a text is that of its graphemes, one after the other. */
function truncate(text: string, limit: number, encoded: (grapheme: string) => string): string {
  const whole = encoded(text);
  return whole.length <= limit ? whole : shortened(text, limit, encoded);
}

function shortened(text: string, limit: number, encoded: (grapheme: string) => string): string {
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    const next = encoded(segment);
    if (kept.length + next.length > limit - 1) break;
    kept += next;
  }
  return `${kept}…`;
}
