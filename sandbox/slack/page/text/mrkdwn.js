/**
 * Slack's mrkdwn. Parsing (pure: text -> nodes of a small tree) is apart from drawing, which is in `inline.js`.
 *
 * @typedef {{ readonly kind: 'text', readonly text: string }
 *   | { readonly kind: 'bold' | 'italic' | 'strike', readonly children: readonly Inline[] }
 *   | { readonly kind: 'code', readonly text: string }
 *   | { readonly kind: 'link', readonly url: string, readonly label?: string }
 *   | { readonly kind: 'user' | 'channel' | 'subteam', readonly id: string, readonly label?: string }
 *   | { readonly kind: 'broadcast', readonly range: string }
 *   | { readonly kind: 'date', readonly seconds: number, readonly template: string, readonly url?: string, readonly fallback: string }
 * } Inline
 * @typedef {{ readonly kind: 'lines' | 'quote' | 'list', readonly lines: readonly (readonly Inline[])[] }
 *   | { readonly kind: 'pre', readonly text: string }
 * } MrkdwnBlock
 */

/** The three entities Slack asks apps to write, and no others. */
export const decode = (/** @type {string} */ text) =>
  text.replace(/&(lt|gt|amp);/g, (_, /** @type {string} */ name) => (name === 'lt' ? '<' : name === 'gt' ? '>' : '&'));

/** @param {string} body what stands between < and > @returns {Inline} */
function angle(body) {
  const bar = body.indexOf('|');
  const target = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? undefined : decode(body.slice(bar + 1));
  const named = label === undefined ? {} : { label };
  if (/^@[UW][A-Z0-9]+$/.test(target)) return { kind: 'user', id: target.slice(1), ...named };
  if (/^#[CGD][A-Z0-9]+$/.test(target)) return { kind: 'channel', id: target.slice(1), ...named };
  const subteam = /^!subteam\^(S[A-Z0-9]+)$/.exec(target);
  if (subteam?.[1] !== undefined) return { kind: 'subteam', id: subteam[1], ...named };
  if (/^!(here|channel|everyone)$/.test(target)) return { kind: 'broadcast', range: target.slice(1) };
  const date = /^!date\^(-?\d+)\^([^^]*)(?:\^(.*))?$/.exec(target);
  if (date !== null) {
    const url = date[3] === undefined ? {} : { url: decode(date[3]) };
    return { kind: 'date', seconds: Number(date[1]), template: decode(date[2] ?? ''), fallback: label ?? '', ...url };
  }
  if (/^(https?:\/\/|mailto:|tel:)/i.test(target)) return { kind: 'link', url: decode(target), ...named };
  return { kind: 'text', text: decode(`<${body}>`) };
}

/** @type {Readonly<Record<string, 'bold' | 'italic' | 'strike'>>} */
const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' };
const WORD = /[\p{L}\p{N}]/u;

/** Where the mark that opens at `at` closes, or -1. It must hug its text and stand at the edge of a word. */
function closing(/** @type {string} */ text, /** @type {number} */ at) {
  const mark = text[at];
  const before = text[at - 1];
  const next = text[at + 1];
  if ((before !== undefined && WORD.test(before)) || next === undefined || /\s/.test(next) || next === mark) return -1;
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '<' || text[end] === '`') {
      const skip = text.indexOf(text[end] === '<' ? '>' : '`', end + 1);
      if (skip > 0) end = skip;
      continue;
    }
    const after = text[end + 1];
    if (text[end] === mark && !/\s/.test(text[end - 1] ?? ' ') && (after === undefined || !WORD.test(after)))
      return end;
  }
  return -1;
}

/**
 * @param {string} text one line
 * @param {boolean} [verbatim] bare URLs stay text
 * @returns {readonly Inline[]}
 */
export function parseInline(text, verbatim = false) {
  /** @type {Inline[]} */
  const out = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') out.push({ kind: 'text', text: decode(plain) });
    plain = '';
  };
  const push = (/** @type {Inline} */ node) => {
    flush();
    out.push(node);
  };
  for (let at = 0; at < text.length; at += 1) {
    const rest = text.slice(at);
    const char = text[at] ?? '';
    const end = char === '<' ? rest.indexOf('>') : char === '`' ? rest.indexOf('`', 1) : -1;
    if (end > 1) {
      push(char === '<' ? angle(rest.slice(1, end)) : { kind: 'code', text: decode(unlinked(rest.slice(1, end))) });
      at += end;
      continue;
    }
    const mark = MARKS[char];
    const close = mark === undefined ? -1 : closing(text, at);
    if (mark !== undefined && close > 0) {
      push({ kind: mark, children: parseInline(text.slice(at + 1, close), verbatim) });
      at = close;
      continue;
    }
    const url = verbatim || char !== 'h' ? null : /^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"*_~]/.exec(rest);
    if (url !== null) {
      push({ kind: 'link', url: decode(url[0]) });
      at += url[0].length - 1;
      continue;
    }
    plain += char;
  }
  flush();
  return out;
}

/** Inside code, Slack shows a link's target and nothing is live. */
const unlinked = (/** @type {string} */ text) =>
  text.replace(
    /<([^|>]+)(?:\|([^>]*))?>/g,
    (_, /** @type {string} */ target, /** @type {string | undefined} */ label) => label ?? target,
  );

/**
 * @param {string} text
 * @param {boolean} [verbatim]
 * @returns {readonly MrkdwnBlock[]}
 */
export function parseMrkdwn(text, verbatim = false) {
  /** @type {MrkdwnBlock[]} */
  const out = [];
  const parts = text.split(/```\n?([\s\S]*?)\n?```/);
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1) out.push({ kind: 'pre', text: decode(unlinked(part)) });
    else if (part !== '') out.push(...lines(index === 0 ? part : part.replace(/^\n/, ''), verbatim));
  }
  return out;
}

/** @param {string} text @param {boolean} verbatim @returns {readonly MrkdwnBlock[]} */
function lines(text, verbatim) {
  /** @type {{ kind: 'lines' | 'quote' | 'list', lines: (readonly Inline[])[] }[]} */
  const out = [];
  for (const line of text.split('\n')) {
    const quote = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    const bullet = /^\s*[•◦▪]\s+(.*)$/.exec(line);
    const kind = quote ? 'quote' : bullet ? 'list' : 'lines';
    const inline = parseInline(quote?.[1] ?? bullet?.[1] ?? line, verbatim);
    const last = out.at(-1);
    if (last?.kind === kind) last.lines.push(inline);
    else out.push({ kind, lines: [inline] });
  }
  return out;
}
