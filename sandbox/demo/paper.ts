/** What the terminal shows: few shapes, one width, and colours only where they can be seen. */
import { styleText } from 'node:util';

export interface Row {
  readonly label?: string;
  readonly lines: readonly string[];
}

export interface Paper {
  title(text: string): void;
  /** Begins a chapter of the story. */
  chapter(text: string): void;
  /** Somebody does something: `presses  Approve`. */
  does(what: string, text: string): void;
  /** A sentence of the teller. */
  note(text: string): void;
  /** Something on the screen of a person. */
  quote(rows: readonly Row[]): void;
  /** A line of a conversation, with the seconds since the beginning. */
  said(seconds: number, text: string): void;
  right(text: string): void;
  wrong(text: string): void;
  plain(text: string): void;
  /** Says a last thing; whatever is still told is not shown. */
  close(text: string): void;
}

type Style = Parameters<typeof styleText>[0];

interface Out {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const NARROW = 60;
const WIDE = 110;
const LABEL = 20;

export function createPaper(out: Out, environment: Readonly<Record<string, string | undefined>>): Paper {
  const coloured = out.isTTY === true && (environment['NO_COLOR'] ?? '') === '';
  // A terminal that does not know its width says 0.
  const width = Math.min(Math.max(out.columns || WIDE, NARROW), WIDE);
  const style = (how: Style, text: string): string =>
    coloured ? styleText(how, text, { validateStream: false }) : text;
  let chapters = 0;
  let closed = false;
  function print(line: string): void {
    if (!closed) out.write(`${line}\n`);
  }

  /** `first` stands before the first line, spaces of `indent` before the others. */
  function hanging(first: string, indent: number, text: string, look: (line: string) => string = (line) => line): void {
    for (const [index, line] of wrapped(text, width - indent).entries()) {
      print(`${index === 0 ? first : ' '.repeat(indent)}${look(line)}`);
    }
  }

  function quoted({ label, lines }: Row): void {
    const bar = style('dim', '   │ ');
    const indent = label === undefined ? 0 : LABEL;
    for (const [index, line] of lines.flatMap((text) => wrapped(text, width - 5 - indent)).entries()) {
      const head = index === 0 ? (label ?? '') : '';
      print(`${bar}${style('dim', head.padEnd(indent))}${line}`);
    }
  }

  return {
    title: (text) => print(style('bold', text)),
    chapter(text) {
      chapters += 1;
      print(`\n${style(['bold', 'cyan'], `${chapters}  ${text}`)}`);
    },
    does: (what, text) => hanging(`   ${style('dim', what)} `, 4 + what.length, text, (line) => style('bold', line)),
    note: (text) => hanging('   ', 3, text),
    quote: (rows) => {
      for (const row of rows) quoted(row);
    },
    said(seconds, text) {
      const at = `+${seconds.toFixed(1)} s`.padStart(9);
      hanging(`${style('dim', at)}  `, 11, text);
    },
    right: (text) => hanging(`   ${style('green', '✓')} `, 5, text),
    wrong: (text) => hanging(`   ${style('red', '✗')} `, 5, text, (line) => style('red', line)),
    plain: (text) => print(text),
    close(text) {
      print(text);
      closed = true;
    },
  };
}

/** Lines of at most this many characters; a word that is longer stands alone. */
function wrapped(text: string, most: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (longer.length <= most || line === '') line = longer;
      else {
        lines.push(line);
        line = word;
      }
    }
    return [...lines, line];
  });
}
