import { expect, it } from 'vitest';
import { typedText } from '../../../src/core/value/typed.ts';

it.each([
  ['peak is at 71%', 'peak is at 71%'],
  ['  two\nlines\t ', 'two\nlines'],
  ['a\u0000b', 'ab'],
  ['a\uD83Db', 'ab'],
  ['\uDE00 half', 'half'],
  ['双十一 🚀', '双十一 🚀'],
  ['👨‍👩‍👧', '👨‍👩‍👧'],
  ['!', '!'],
  ['', ''],
  [' \u00A0\u3000', ''],
  ['\u200B\u200D\u2060', ''],
  ['\u2800\u3164\uFFA0', ''],
  ['\u202E\u0007', ''],
  ['\u{E0041}', ''],
])('%j is typed as %j', (raw, typed) => {
  expect(typedText(raw)).toBe(typed);
});
