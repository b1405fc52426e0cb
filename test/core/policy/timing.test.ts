import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Freeze, Window } from '../../../src/core/policy/policy-model.ts';
import { timing } from '../../../src/core/policy/timing.ts';
import { afterQuiet, isOpen, isZone, printWindow, WEEKDAYS } from '../../../src/core/policy/windows.ts';
import { aDirectory, aPerson, aPolicy, aRule } from './policy-builders.ts';

const WORKDAYS = { days: ['mon', 'tue', 'wed', 'thu'], from: '10:00', to: '17:00', zone: 'Asia/Shanghai' } as const;
const DEV_ASKS = { person: aPerson('UDEV'), directory: aDirectory() };
const DOUBLE_11: Freeze = {
  from: '2026-11-10T00:00:00+08:00',
  to: '2026-11-12T00:00:00+08:00',
  reason: 'Double 11',
  except: ['sre'],
};

function at(
  now: string,
  windows: readonly Window[],
  freezes: readonly Freeze[] = [],
  by = 'UDEV',
  directory = aDirectory(),
): string {
  const rule = aRule({ windows });
  const when = timing(aPolicy([rule], { freezes }), rule, { person: aPerson(by), directory, now: new Date(now) });
  return when.kind === 'now' ? 'now' : `${when.notBefore} ${when.because}: ${when.reason}`;
}

const WORDS = 'Mon–Thu 10:00 – 17:00 Asia/Shanghai';
const window = (from: string, to: string, zone: string, ...days: Window['days']): Window => ({
  from,
  to,
  zone,
  days: days.length === 0 ? WEEKDAYS : days,
});

describe('windows', () => {
  it.each([
    ['Mon, Tue', ['mon', 'tue']],
    ['Mon–Wed, Fri', ['fri', 'mon', 'wed', 'tue']],
    ['Mon, Wed–Fri, Sun', ['sun', 'mon', 'wed', 'thu', 'fri']],
    ['Sat', ['sat']],
  ] as const)('of %s are named so', (words, days) => {
    expect(printWindow(window('10:00', '17:00', 'UTC', ...days))).toBe(`${words} 10:00 – 17:00 UTC`);
  });

  const cases: readonly (readonly [what: string, now: string, windows: readonly Window[], expected: string])[] = [
    ['none: at any time', '2026-11-07T03:00:00Z', [], 'now'],
    ['inside', '2026-11-09T02:00:00Z', [WORKDAYS], 'now'],
    ['a second before it closes', '2026-11-09T08:59:59Z', [WORKDAYS], 'now'],
    ['when it closes', '2026-11-09T09:00:00Z', [WORKDAYS], `2026-11-10T02:00:00.000Z window: ${WORDS}`],
    ['before it opens', '2026-11-09T01:59:59Z', [WORKDAYS], `2026-11-09T02:00:00.000Z window: ${WORDS}`],
    ['over the weekend', '2026-11-06T03:00:00Z', [WORKDAYS], `2026-11-09T02:00:00.000Z window: ${WORDS}`],
    ['the other day by its own zone', '2026-11-08T17:00:00Z', [WORKDAYS], `2026-11-09T02:00:00.000Z window: ${WORDS}`],
    [
      'several: the next to open',
      '2026-11-09T09:30:00Z',
      [WORKDAYS, window('12:00', '13:00', 'UTC')],
      `2026-11-09T12:00:00.000Z window: ${WORDS}; Mon–Sun 12:00 – 13:00 UTC`,
    ],
    ['several: one that is open', '2026-11-09T12:30:00Z', [WORKDAYS, window('12:00', '13:00', 'UTC')], 'now'],
    ['past midnight, in the evening', '2026-11-06T23:00:00Z', [window('22:00', '02:00', 'UTC', 'fri')], 'now'],
    [
      'past midnight, in the morning of the next day',
      '2026-11-07T01:59:00Z',
      [window('22:00', '02:00', 'UTC', 'fri')],
      'now',
    ],
    [
      'past midnight, when it closes',
      '2026-11-07T02:00:00Z',
      [window('22:00', '02:00', 'UTC', 'fri')],
      '2026-11-13T22:00:00.000Z window: Fri 22:00 – 02:00 UTC',
    ],
    ['past midnight, from Sunday to Monday', '2026-11-09T01:00:00Z', [window('22:00', '02:00', 'UTC', 'sun')], 'now'],
    [
      'past midnight, the evening after',
      '2026-11-07T23:00:00Z',
      [window('22:00', '02:00', 'UTC', 'fri')],
      '2026-11-13T22:00:00.000Z window: Fri 22:00 – 02:00 UTC',
    ],
    ['until the end of the day', '2026-11-07T23:59:59Z', [window('22:00', '24:00', 'UTC', 'sat')], 'now'],
    [
      'the same day of the next week',
      '2026-11-07T12:00:00Z',
      [window('10:00', '11:00', 'UTC', 'sat')],
      '2026-11-14T10:00:00.000Z window: Sat 10:00 – 11:00 UTC',
    ],
    [
      'clocks go forward over its beginning',
      '2026-03-29T00:30:00Z',
      [window('02:30', '04:00', 'Europe/Berlin', 'sun')],
      '2026-03-29T01:00:00.000Z window: Sun 02:30 – 04:00 Europe/Berlin',
    ],
    [
      'a day of 23 hours opens by the wall clock',
      '2026-03-29T07:59:00Z',
      [window('10:00', '11:00', 'Europe/Berlin', 'sun')],
      '2026-03-29T08:00:00.000Z window: Sun 10:00 – 11:00 Europe/Berlin',
    ],
    [
      'a day of 25 hours opens by the wall clock',
      '2026-10-25T08:59:00Z',
      [window('10:00', '11:00', 'Europe/Berlin', 'sun')],
      '2026-10-25T09:00:00.000Z window: Sun 10:00 – 11:00 Europe/Berlin',
    ],
    [
      'an hour that comes twice is open twice',
      '2026-10-25T01:15:00Z',
      [window('02:00', '02:30', 'Europe/Berlin', 'sun')],
      'now',
    ],
    [
      'between the two, it is the second that is waited for',
      '2026-10-25T00:45:00Z',
      [window('02:00', '02:30', 'Europe/Berlin', 'sun')],
      '2026-10-25T01:00:00.000Z window: Sun 02:00 – 02:30 Europe/Berlin',
    ],
  ];

  test.each(cases)('%s', (_, now, windows, expected) => {
    expect(at(now, windows)).toBe(expected);
  });

  test('quiet hours until 24:00 end at midnight', () => {
    const quiet = { from: '22:00', to: '24:00', zone: 'UTC' };
    expect(afterQuiet(quiet, new Date('2026-11-23T22:30:00Z'))).toEqual(new Date('2026-11-24T00:00:00Z'));
  });

  test('one that never opens is asked about again, and keeps the order back', () => {
    expect(at('2026-11-07T12:00:00Z', [window('10:00', '10:00', 'UTC')])).toMatch(/^2026-11-\d\dT12:00:00.000Z window/);
    expect(at('2026-11-07T12:00:00Z', [window('10:00', '11:00', 'Nowhere/Nothing')])).toMatch(
      /^2026-11-\d\dT12:00:00.000Z window/,
    );
  });
});

describe('a start that was asked for', () => {
  const start = (now: string, startAt: string, windows: readonly Window[] = [], breakGlass = false) => {
    const rule = aRule({ windows, breakGlass });
    const policy = aPolicy([rule], { freezes: [DOUBLE_11] });
    const when = timing(policy, rule, { ...DEV_ASKS, now: new Date(now), startAt, breakGlass });
    return when.kind === 'now' ? 'now' : `${when.notBefore} ${when.because}`;
  };
  const cases: readonly (readonly [what: string, expected: string, ...asked: Parameters<typeof start>])[] = [
    ['ahead', '2026-11-07T04:00:00.000Z start', '2026-11-07T03:00:00Z', '2026-11-07T04:00:00Z'],
    ['just now', 'now', '2026-11-07T04:00:00Z', '2026-11-07T04:00:00Z'],
    ['past', 'now', '2026-11-07T05:00:00Z', '2026-11-07T04:00:00Z'],
    ['in a window', '2026-11-09T03:00:00.000Z start', '2026-11-07T03:00:00Z', '2026-11-09T03:00:00Z', [WORKDAYS]],
    ['as it opens', '2026-11-09T02:00:00.000Z start', '2026-11-07T03:00:00Z', '2026-11-09T02:00:00Z', [WORKDAYS]],
    ['before one', '2026-11-09T02:00:00.000Z window', '2026-11-07T03:00:00Z', '2026-11-08T03:00:00Z', [WORKDAYS]],
    ['after one', '2026-11-16T02:00:00.000Z window', '2026-11-09T03:00:00Z', '2026-11-13T03:00:00Z', [WORKDAYS]],
    [
      'past, outside of one',
      '2026-11-09T02:00:00.000Z window',
      '2026-11-08T04:00:00Z',
      '2026-11-08T03:00:00Z',
      [WORKDAYS],
    ],
    ['in a freeze', '2026-11-11T16:00:00.000Z freeze', '2026-11-07T03:00:00Z', '2026-11-10T03:00:00Z'],
    ['after the freeze of now', '2026-11-12T03:00:00.000Z start', '2026-11-10T03:00:00Z', '2026-11-12T03:00:00Z'],
    [
      'of an emergency',
      '2026-11-10T03:00:00.000Z start',
      '2026-11-07T03:00:00Z',
      '2026-11-10T03:00:00Z',
      [WORKDAYS],
      true,
    ],
    ['of an emergency, past', 'now', '2026-11-08T04:00:00Z', '2026-11-08T03:00:00Z', [WORKDAYS], true],
    [
      'in a gap of the clocks, outside of a window',
      '2026-03-29T01:00:00.000Z window',
      '2026-03-28T12:00:00Z',
      '2026-03-29T00:30:00Z',
      [window('02:30', '04:00', 'Europe/Berlin', 'sun')],
    ],
    [
      'between two openings of an hour that comes twice',
      '2026-10-25T01:00:00.000Z window',
      '2026-10-24T12:00:00Z',
      '2026-10-25T00:45:00Z',
      [window('02:00', '02:30', 'Europe/Berlin', 'sun')],
    ],
  ];
  test.each(cases.map(([what, expected, ...asked]) => ({ what, expected, asked })))('$what', ({ expected, asked }) => {
    expect(start(...asked)).toBe(expected);
  });
});

describe('holidays', () => {
  const closed = (...holidays: readonly string[]): Window => ({ ...WORKDAYS, holidays });
  const night = (...holidays: readonly string[]): Window => ({ ...window('22:00', '02:00', 'UTC'), holidays });
  const NIGHT = 'Mon–Sun 22:00 – 02:00 UTC';
  const cases: readonly (readonly [what: string, now: string, windows: readonly Window[], expected: string])[] = [
    ['another day', '2026-11-09T03:00:00Z', [closed('2026-11-10')], 'now'],
    ['keep a window shut', '2026-11-10T03:00:00Z', [closed('2026-11-10')], `2026-11-11T02:00:00.000Z window: ${WORDS}`],
    [
      'are days of the window’s zone',
      '2026-11-09T16:30:00Z',
      [{ ...window('00:00', '01:00', 'Asia/Shanghai'), holidays: ['2026-11-10'] }],
      '2026-11-10T16:00:00.000Z window: Mon–Sun 00:00 – 01:00 Asia/Shanghai',
    ],
    [
      'several in a row, and the weekend after them',
      '2026-11-09T03:00:00Z',
      [closed('2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12')],
      `2026-11-16T02:00:00.000Z window: ${WORDS}`,
    ],
    [
      'on the only day of the week, three weeks long',
      '2026-11-09T03:00:00Z',
      [{ ...WORKDAYS, days: ['mon'], holidays: ['2026-11-09', '2026-11-16', '2026-11-23'] }],
      '2026-11-30T02:00:00.000Z window: Mon 10:00 – 17:00 Asia/Shanghai',
    ],
    [
      'do not begin a night',
      '2026-11-10T23:00:00Z',
      [night('2026-11-10')],
      `2026-11-11T22:00:00.000Z window: ${NIGHT}`,
    ],
    [
      'end a night that began before them',
      '2026-11-10T01:00:00Z',
      [night('2026-11-10')],
      `2026-11-11T22:00:00.000Z window: ${NIGHT}`,
    ],
    [
      'leave nothing of their night to the morning after',
      '2026-11-11T01:00:00Z',
      [night('2026-11-10')],
      `2026-11-11T22:00:00.000Z window: ${NIGHT}`,
    ],
    [
      'keep shut only the window that names them',
      '2026-11-10T03:00:00Z',
      [closed('2026-11-10'), window('00:00', '24:00', 'UTC')],
      'now',
    ],
  ];

  test.each(cases)('%s', (_, now, windows, expected) => {
    expect(at(now, windows)).toBe(expected);
  });
});

test('a rule for emergencies waits for nothing', () => {
  const rule = aRule({ breakGlass: true, windows: [WORKDAYS] });
  const policy = aPolicy([rule], { freezes: [DOUBLE_11] });
  const when = new Date('2026-11-11T23:00:00Z');
  expect(timing(policy, rule, { ...DEV_ASKS, now: when, breakGlass: true })).toEqual({ kind: 'now' });
});

describe('freezes', () => {
  const frozen = '2026-11-11T16:00:00.000Z freeze: Double 11';
  test('before one', () => expect(at('2026-11-09T15:59:59Z', [], [DOUBLE_11])).toBe('now'));
  test('from its first moment', () => expect(at('2026-11-09T16:00:00Z', [], [DOUBLE_11])).toBe(frozen));
  test('to its last', () => expect(at('2026-11-11T15:59:59Z', [], [DOUBLE_11])).toBe(frozen));
  test('not when it ends', () => expect(at('2026-11-11T16:00:00Z', [], [DOUBLE_11])).toBe('now'));
  test('not for those it excepts', () => expect(at('2026-11-10T16:00:00Z', [], [DOUBLE_11], 'USRE1')).toBe('now'));
  test('for those who cannot be told to be excepted', () =>
    expect(at('2026-11-10T16:00:00Z', [], [DOUBLE_11], 'USRE1', aDirectory({ SSRE: 'unknown' }))).toBe(frozen));
  test('one after the other', () => {
    const next: Freeze = { from: '2026-11-11T10:00:00Z', to: '2026-11-20T00:00:00Z', reason: 'Inventory', except: [] };
    expect(at('2026-11-10T16:00:00Z', [], [next, DOUBLE_11])).toBe('2026-11-20T00:00:00.000Z freeze: Double 11');
  });
  test('then a window', () =>
    expect(at('2026-11-10T16:00:00Z', [WORKDAYS], [DOUBLE_11])).toBe('2026-11-12T02:00:00.000Z freeze: Double 11'));
  test('behind a window', () =>
    expect(at('2026-11-09T09:00:00Z', [WORKDAYS], [DOUBLE_11])).toBe('2026-11-12T02:00:00.000Z freeze: Double 11'));
});

test('a rule that is gone has no windows, but freezes stay', () => {
  const policy = aPolicy([], { freezes: [DOUBLE_11] });
  const ask = (now: string): unknown =>
    timing(policy, { name: 'gone', line: 1 }, { ...DEV_ASKS, now: new Date(now) }).kind;
  expect([ask('2026-11-09T00:00:00Z'), ask('2026-11-10T00:00:00Z')]).toEqual(['now', 'later']);
});

test('zones are those of the IANA database', () => {
  expect(['Asia/Shanghai', 'UTC', 'Europe/Berlin'].every(isZone)).toBe(true);
  expect(['', 'Asia/Shangai', 'CST8', 'local', '+08:00x'].some(isZone)).toBe(false);
});

test('whatever is asked, the answer is a moment that is not too early', () => {
  const time = fc
    .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
  const zone = fc.constantFrom(
    'UTC',
    'Asia/Shanghai',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'America/Sao_Paulo',
  );
  const anyWindow = fc
    .record({ days: fc.subarray([...WEEKDAYS], { minLength: 1 }), from: time, to: time, zone })
    .filter(({ from, to }) => from !== to);
  const now = fc.date({ min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.array(anyWindow, { minLength: 1, maxLength: 3 }), now, (windows, when) => {
      const rule = aRule({ windows });
      const policy = aPolicy([rule], { freezes: [DOUBLE_11] });
      const first = timing(policy, rule, { ...DEV_ASKS, now: when });
      const start = first.kind === 'now' ? when : new Date(first.notBefore);
      expect(start >= when).toBe(true);
      expect(windows.some((one) => isOpen(one, start))).toBe(true);
      expect(timing(policy, rule, { ...DEV_ASKS, now: start })).toEqual({ kind: 'now' });
    }),
    { numRuns: 1_000 },
  );
});
