import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const tests = join(import.meta.dirname, '..');
const text = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(tests, file), 'utf8'))
  .join('\n');

/** Ways in which bots of this kind failed at their door, numbered as in the names of the tests that guard against them. */
const AT_THE_DOOR = {
  14: 'identity by name or address',
  15: 'anybody who sees the card decides',
  16: 'guests, strangers, other workspaces',
  17: 'an unread group taken for an empty one',
  18: 'an approver who left stops the others',
  19: 'nobody can approve',
  20: 'a denial forgotten at the click',
  21: 'approved one thing, another ran',
  22: 'announced before it was so',
  23: 'foreign text as markup',
  24: 'state read back from a message',
  25: 'text too long after escaping',
  37: 'secrets in the log',
};

it.each(Object.entries(AT_THE_DOOR))('failure %s (%s) has a test of its name', (number) => {
  expect(text).toContain(`failure ${number}`);
});
