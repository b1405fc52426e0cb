import { expect, it } from 'vitest';
import { csvCell } from '../../../src/core/value/csv.ts';
import { monthAt, readMonth, spanOf } from '../../../src/core/value/month.ts';

it('a month ends where the next one begins, in UTC', () => {
  expect(spanOf('2026-11')).toEqual({ from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' });
  expect(spanOf('2026-12').until).toBe('2027-01-01T00:00:00.000Z');
  expect(monthAt(new Date('2026-10-31T23:59:59.999Z'))).toBe('2026-10');
});

it.each(['2026-13', '2026-00', '26-11', '2026-1', '2026-11-01', 'november', ''])('“%s” is no month', (text) => {
  expect(readMonth(text)).toBeUndefined();
});

it.each([
  ['=1+1', `"'=1+1"`],
  ['+8613800000000', `"'+8613800000000"`],
  ['-7.50', '"-7.50"'],
  ['-cmd', `"'-cmd"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['say "x", then y', '"say ""x"", then y"'],
])('the cell %j', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});
