import { describe, expect, it } from 'vitest';
import { readTime, timeMeant } from '../../../src/core/command/time.ts';

// A Friday, 21:22 in Shanghai and 14:22 in Berlin.
const NOW = '2026-11-27T13:22:06Z';
const SPRING = '2026-03-01T00:00:00Z';

/** What a person who types this at that time in that zone means. */
function meant(typed: string, now: string, zone: string | undefined): string {
  const word = readTime(typed);
  if (word === undefined) return 'no time';
  const time = timeMeant(word, new Date(now), zone);
  return time.kind === 'duration' ? `${time.ms} ms` : time.kind === 'instant' ? time.at : time.because;
}

describe('a time as people write it', () => {
  it.each<readonly [typed: string, expected: string]>([
    ['90s', '90000 ms'],
    ['3m', '180000 ms'],
    ['6H', '21600000 ms'],
    ['3d', '259200000 ms'],
    ['366d', '31622400000 ms'],
    ['367d', 'too_far'],
    ['0s', 'no time'],
    ['-5m', 'no time'],
    ['1.5h', 'no time'],
    ['6 h', '21600000 ms'],
    ['2w', '1209600000 ms'],
    ['2 Weeks', '1209600000 ms'],
    ['1 day', '86400000 ms'],
    ['90 minutes', '5400000 ms'],
    ['3天', '259200000 ms'],
    ['2 周', '1209600000 ms'],
    ['3 moons', 'no time'],
    ['1 month', 'no time'],
    ['99999999999d', 'no time'],
    ['2026-11-30T09:00Z', '2026-11-30T09:00:00.000Z'],
    ['2026-11-30T09:00:30.500Z', '2026-11-30T09:00:30.500Z'],
    ['2026-11-30T09:00+08:00', '2026-11-30T01:00:00.000Z'],
    ['2026-11-30t09:00-0330', '2026-11-30T12:30:00.000Z'],
    ['2026-11-30 09:00+08', '2026-11-30T01:00:00.000Z'],
    ['2026-11-30T09:00', '2026-11-30T01:00:00.000Z'],
    ['2026-11-30 09:00', '2026-11-30T01:00:00.000Z'],
    ['２０２６—11—30　9：00', '2026-11-30T01:00:00.000Z'],
    ['mon 09:00', '2026-11-30T01:00:00.000Z'],
    ['Mon  9:00', '2026-11-30T01:00:00.000Z'],
    ['fri 21:23', '2026-11-27T13:23:00.000Z'],
    ['fri 21:22', '2026-12-04T13:22:00.000Z'],
    ['sat 00:00', '2026-11-27T16:00:00.000Z'],
    ['21:23', '2026-11-27T13:23:00.000Z'],
    ['21:22', '2026-11-28T13:22:00.000Z'],
    ['9:00', '2026-11-28T01:00:00.000Z'],
    ['2026-11-27 21:22', 'past'],
    ['2026-11-27T13:22:06Z', 'past'],
    ['1969-07-20 20:17', 'past'],
    ['2027-11-28 21:22', '2027-11-28T13:22:00.000Z'],
    ['2027-11-28 21:23', 'too_far'],
    ['9999-12-31T23:59Z', 'too_far'],
    ['2026-02-30 09:00', 'no time'],
    ['2026-11-31T09:00Z', 'no time'],
    ['2026-11-30T25:00Z', 'no time'],
    ['2026-11-30T09:00+99:00', 'no time'],
    ['24:00', 'no time'],
    ['9:60', 'no time'],
    ['9', 'no time'],
    ['2026-11-30', 'no time'],
    ['moon 09:00', 'no time'],
    ['mon', '2026-11-29T16:00:00.000Z'],
    ['Monday', '2026-11-29T16:00:00.000Z'],
    ['thurs', '2026-12-02T16:00:00.000Z'],
    ['friday', '2026-12-03T16:00:00.000Z'],
    ['monday 09:00', '2026-11-30T01:00:00.000Z'],
    ['周一', '2026-11-29T16:00:00.000Z'],
    ['星期日 9:00', '2026-11-29T01:00:00.000Z'],
    ['周八', 'no time'],
    ['mo', 'no time'],
    ['mondays', 'no time'],
    ['monday 25:00', 'no time'],
    ['tomorrow', 'no time'],
    ['tonight 22:00', 'no time'],
    ['1764579600', 'no time'],
    ['', 'no time'],
  ])('%s: %s', (typed, expected) => {
    expect(meant(typed, NOW, 'Asia/Shanghai')).toBe(expected);
  });

  it.each<readonly [what: string, typed: string, now: string, zone: string | undefined, expected: string]>([
    [
      'a weekday behind the change of clocks',
      'mon 09:00',
      '2026-03-27T12:00:00Z',
      'Europe/Berlin',
      '2026-03-30T07:00:00.000Z',
    ],
    ['a gap: the first minute after it', '2026-03-29 02:30', SPRING, 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['a gap, by the weekday', 'sun 02:30', '2026-03-27T12:00:00Z', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['a gap, by the time', '02:00', '2026-03-28T12:00:00Z', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['after a gap that is over', '02:30', '2026-03-29T01:00:00Z', 'Europe/Berlin', '2026-03-30T00:30:00.000Z'],
    ['a gap at midnight', '2026-09-06 00:30', SPRING, 'America/Santiago', '2026-09-06T04:00:00.000Z'],
    ['a time that comes twice: the first', '2026-10-25 02:30', SPRING, 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['twice, between both', '2026-10-25 02:30', '2026-10-25T00:45:00Z', 'Europe/Berlin', '2026-10-25T01:30:00.000Z'],
    ['twice, between both, by the time', '02:30', '2026-10-25T00:45:00Z', 'Europe/Berlin', '2026-10-25T01:30:00.000Z'],
    ['twice, over', '2026-10-25 02:30', '2026-10-25T01:30:00Z', 'Europe/Berlin', 'past'],
    ['twice, half an hour apart', '2027-04-04 01:45', NOW, 'Australia/Lord_Howe', '2027-04-03T14:45:00.000Z'],
    ['half an hour apart, between', '01:45', '2027-04-03T15:00:00Z', 'Australia/Lord_Howe', '2027-04-03T15:15:00.000Z'],
    [
      'a day that is skipped: the same time of the next',
      '2011-12-30 09:00',
      '2011-12-29T12:00:00Z',
      'Pacific/Apia',
      '2011-12-30T19:00:00.000Z',
    ],
    ['next day in a zone ahead', '00:10', '2026-11-27T09:59:00Z', 'Pacific/Kiritimati', '2026-11-27T10:10:00.000Z'],
    ['no zone: a local time', 'mon 09:00', NOW, undefined, 'no_zone'],
    ['no zone: one with its zone', '2026-11-30T09:00Z', NOW, undefined, '2026-11-30T09:00:00.000Z'],
    ['no zone: a duration', '6h', NOW, undefined, '21600000 ms'],
  ])('%s', (_, typed, now, zone, expected) => {
    expect(meant(typed, now, zone)).toBe(expected);
  });
});
