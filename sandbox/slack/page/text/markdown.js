// @ts-check
/** The `markdown` block: the part of CommonMark that Slack translates. Drawn directly as nodes. */
import { h } from '../dom.js';
import { emojiNode, link } from './inline.js';

const INLINE =
  /(?<code>`+)(?<codeText>.+?)\k<code>|\*\*(?<bold>.+?)\*\*|__(?<bold2>.+?)__|~~(?<strike>.+?)~~|(?<![\p{L}\p{N}])_(?<it>[^_]+)_(?![\p{L}\p{N}])|\*(?<it2>[^*\s][^*]*)\*|!?\[(?<label>[^\]]*)\]\((?<url>[^)\s]+)\)|<(?<auto>https?:\/\/[^>\s]+)>|:(?<emoji>[a-z0-9_+-]+):|\\(?<escaped>[\\`*_~[\]()#>-])/u;

/** @param {string} text @returns {(Node | string)[]} */
function inline(text) {
  const match = INLINE.exec(text);
  if (match === null || match.groups === undefined) return text === '' ? [] : [text];
  const g = match.groups;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  const bold = g['bold'] ?? g['bold2'];
  const italic = g['it'] ?? g['it2'];
  /** @type {Node | string} */
  let node = match[0];
  if (g['codeText'] !== undefined) node = h('code', {}, g['codeText']);
  else if (bold !== undefined) node = h('strong', {}, inline(bold));
  else if (g['strike'] !== undefined) node = h('s', {}, inline(g['strike']));
  else if (italic !== undefined) node = h('em', {}, inline(italic));
  else if (g['url'] !== undefined) node = link(g['url'], g['label']);
  else if (g['auto'] !== undefined) node = link(g['auto']);
  else if (g['emoji'] !== undefined) node = emojiNode(g['emoji']);
  else if (g['escaped'] !== undefined) node = g['escaped'];
  return [...(before === '' ? [] : [before]), node, ...inline(after)];
}

/** @param {readonly string[]} lines */
const inlineLines = (lines) => lines.flatMap((line, at) => (at === 0 ? inline(line) : [h('br'), ...inline(line)]));

const cells = (/** @type {string} */ row) =>
  row
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());

/** @param {readonly string[]} rows */
function table(rows) {
  const [head = '', rule = '', ...body] = rows;
  const align = cells(rule).map((cell) => (/^:-+:$/.test(cell) ? 'center' : /-:$/.test(cell) ? 'right' : 'left'));
  const row = (/** @type {string} */ text, /** @type {string} */ tag) =>
    h(
      'tr',
      {},
      cells(text).map((cell, at) => h(tag, { class: `align-${align[at] ?? 'left'}` }, inline(cell))),
    );
  return h(
    'div',
    { class: 'scroll-x' },
    h(
      'table',
      {},
      h('thead', {}, row(head, 'th')),
      h(
        'tbody',
        {},
        body.map((text) => row(text, 'td')),
      ),
    ),
  );
}

/** @typedef {{ readonly test: RegExp, readonly draw: (lines: readonly string[]) => Node }} Rule */

/** Runs of lines that belong together; the first rule that matches a line takes it. @type {readonly Rule[]} */
const RULES = [
  {
    test: /^\s*>/,
    draw: (lines) => h('blockquote', {}, inlineLines(lines.map((line) => line.replace(/^\s*>\s?/, '')))),
  },
  {
    test: /^\s*[-*+]\s+/,
    draw: (lines) =>
      h(
        'ul',
        {},
        lines.map((line) => item(line.replace(/^\s*[-*+]\s+/, ''))),
      ),
  },
  {
    test: /^\s*\d+[.)]\s+/,
    draw: (lines) =>
      h(
        'ol',
        {},
        lines.map((line) => item(line.replace(/^\s*\d+[.)]\s+/, ''))),
      ),
  },
  {
    test: /^\s*\|/,
    draw: (lines) => (/^[\s|:-]+$/.test(lines[1] ?? '') ? table(lines) : h('p', {}, inlineLines(lines))),
  },
];

function item(/** @type {string} */ text) {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(text);
  if (task === null) return h('li', {}, inline(text));
  return h('li', { class: 'task' }, task[1] === ' ' ? '☐ ' : '☑ ', inline(task[2] ?? ''));
}

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const RULER = /^\s*([-*_])(\s*\1){2,}\s*$/;
const FENCE = /^\s*(```|~~~)/;

/** @param {string} text @returns {Node[]} */
export function markdown(text) {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  /** @type {Node[]} */
  const out = [];
  let at = 0;
  const takeWhile = (/** @type {(line: string) => boolean} */ test) => {
    const from = at;
    while (at < lines.length && test(lines[at] ?? '')) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = HEADING.exec(line);
    const rule = RULES.find(({ test }) => test.test(line));
    if (line.trim() === '') at += 1;
    else if (FENCE.test(line)) {
      at += 1;
      out.push(h('pre', {}, h('code', {}, takeWhile((next) => !FENCE.test(next)).join('\n'))));
      at += 1;
    } else if (heading !== null) {
      out.push(h(`h${(heading[1] ?? '#').length}`, { class: 'md-heading' }, inline(heading[2] ?? '')));
      at += 1;
    } else if (RULER.test(line)) {
      out.push(h('hr'));
      at += 1;
    } else if (rule !== undefined) out.push(rule.draw(takeWhile((next) => rule.test.test(next) && !RULER.test(next))));
    else {
      const plain = (/** @type {string} */ next) =>
        next.trim() !== '' && !FENCE.test(next) && !HEADING.test(next) && !RULES.some(({ test }) => test.test(next));
      out.push(h('p', {}, inlineLines(takeWhile(plain))));
    }
  }
  return out;
}
