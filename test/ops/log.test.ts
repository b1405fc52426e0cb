import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { createLog } from '../../src/ops/log.ts';

/** What is written, for a file or a terminal. */
function written(isTTY: boolean) {
  const lines: string[] = [];
  const log = createLog('info', ['a-secret-value'], { isTTY, write: (line: string) => void lines.push(line) });
  return { log, lines };
}

it('is JSON lines where no terminal reads it', () => {
  const { log, lines } = written(false);
  log.info({ request: 'rr-1', ms: 12 }, 'approved');
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    ...{ level: 'info', request: 'rr-1', ms: 12, msg: 'approved' },
    time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
  });
});

it.each([
  [{ request: 'rr-1', actor: 'T1/U1', state: 'approved', ms: 250 }, 'INFO  rr-1 T1/U1 approved 250ms said'],
  [{ ms: 7_400 }, 'INFO  7.4s said'],
  [{ ms: 5 * 60_000 }, 'INFO  5m said'],
  [{ ms: 30 * 3_600_000 }, 'INFO  30.0h said'],
  [{ port: 3000, problems: ['a', 'b'] }, 'INFO  said port=3000 problems=["a","b"]'],
  [{ reason: 'a-secret-value \n\u001b[2K\u202ex' }, 'INFO  said reason=[redacted]   [2K x'],
])('is a line for people on a terminal: %o', (facts, line) => {
  const { log, lines } = written(true);
  log.info(facts, 'said');
  expect(stripVTControlCharacters(lines.join(''))).toMatch(/^\d\d:\d\d:\d\d\.\d{3} [^\n]*\n$/);
  expect(stripVTControlCharacters(lines.join('')).slice(13, -1)).toBe(line);
});
