import { expect, it } from 'vitest';

// The page is JavaScript with a tsconfig of its own.
const page = new URL('../../../sandbox/slack/page/text/mrkdwn.js', import.meta.url).href;
const { parseInline } = (await import(page)) as { parseInline: (text: string) => unknown };

it('a code span right after an asterisk is bold code', () => {
  const bold = [{ kind: 'bold', children: [{ kind: 'code', text: 'rr-1' }] }];
  expect(parseInline('*`rr-1`*')).toEqual(bold);
  expect(parseInline('*`a*b` c* d')).toMatchObject([{ kind: 'bold' }, { kind: 'text', text: ' d' }]);
});
