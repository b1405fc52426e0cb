import { describe, expect, test } from 'vitest';
import { BASE, told } from './base.ts';

/** What is replaced in the base file by what, and everything that is then reported: documents that YAML itself shapes. */
const mistakes: readonly (readonly [what: string, find: string, put: string, told: readonly string[]])[] = [
  [
    'a mapping for a list, a number for a mapping',
    'approval: none',
    'approval: none\n    windows: 7\n    instances: 7',
    [
      '13:14  rules[0].windows (rule "dev")  must be a list, not 7 (e.g. [{ from: 10:00, to: 17:00, zone: Asia/Shanghai }])',
      '14:5  rules[0].instances  duplicate key',
      '14:16  rules[0].instances (rule "dev")  must be a mapping, not 7 (e.g. { tags: { env: dev } })',
    ],
  ],
  [
    'a limit without its currency',
    'version: 1',
    'version: 1\nlimits: { monthlySpend: 5000 }',
    ['2:25  limits.monthlySpend  must be a mapping or a list (e.g. { CNY: 5000 })'],
  ],
  ['a tab', '    who: [dev]', '\twho: [dev]', ['10:1  tabs cannot be used for indentation (use spaces)']],
  [
    'a bracket that does not close',
    'who: [dev]',
    'who: [dev',
    ['11:5  is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ],
  [
    'a second document',
    'groups:',
    '---\ngroups:',
    ['5:1  a second document starts here (a file has one configuration)'],
  ],
  [
    'an old dialect of YAML',
    'version: 1',
    '%YAML 1.1\n---\nversion: 1',
    ['1:1  must be YAML 1.2 (remove the %YAML line)'],
  ],
  ['a tag of YAML', 'version: 1', 'version: !!js/function 1', ['1:10  tags (!…) are not supported']],
  ['an unknown tag of YAML', 'who: [dev]', 'who: !dev [dev]', ['10:10  tags (!…) are not supported']],
  [
    'a merge key',
    'approval: none',
    '<<: { approval: none }',
    [
      '9:5  rules[0].approval (rule "dev")  is required',
      '12:5  rules[0]["<<"] (rule "dev")  merge keys are not supported (write the keys out)',
    ],
  ],
  [
    'an unknown anchor',
    'approval: none',
    'approval: *x',
    ['12:15  there is no anchor "x" (put values that start with * in quotes)'],
  ],
  [
    'an anchor that contains itself',
    'who: [dev]',
    'who: &x [*x]',
    ['10:14  rules[0].who[0] (rule "dev")  must be text, not a list'],
  ],
  [
    'mistakes everywhere, in the order of the file',
    'version: 1',
    'version: 3\nlimits: { priceDrift: 5 }',
    ['1:10  version  must be 1', '2:23  limits.priceDrift  must be a percentage such as 5%'],
  ],
];

describe('a mistake in the document is reported at its place', () => {
  test.each(mistakes)('%s', (_, find, put, expected) => {
    expect(BASE).toContain(find);
    expect(told(BASE.replace(find, () => put))).toEqual(expected);
  });
});
