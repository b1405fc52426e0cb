import { describe, expect, it } from 'vitest';
import { deadline, firstOf, waitFrom } from '../../../src/core/lifecycle/waiting.ts';
import type { ApprovalNeed, ResizeRequest } from '../../../src/core/request/request.ts';
import { aChange, aNeed, aRequest, minutesAfter, NOON } from '../../builders.ts';

const HOUR = 3_600_000;
const hours = (count: number, from = NOON): string => minutesAfter(count * 60, from).toISOString();

/** A request as it begins to wait. */
const waiting = (need: Partial<ApprovalNeed>, from = NOON): ResizeRequest => {
  const whole = aNeed({ expiresMs: 7 * 24 * HOUR, ...need });
  return aRequest({ need: whole, ...waitFrom(whole, aChange(), from) });
};

/** Ticks a clock from look to look, as the deadline job does, and writes down what is said. */
function course(request: ResizeRequest, from = NOON): readonly string[] {
  const said: string[] = [];
  let now: ResizeRequest = request;
  for (let at: string | undefined = firstOf(request), looks = 0; at !== undefined && looks < 50; looks += 1) {
    const step = deadline(now, new Date(at));
    if (step.kind === 'update') {
      const hour = (Date.parse(at) - from.getTime()) / HOUR;
      said.push(...step.events.map(({ kind }) => `${String(hour)} ${kind}`));
      now = { ...now, ...step.patch, state: step.to ?? now.state };
    }
    at = step.result;
  }
  return said;
}

describe('the wait for approvers', () => {
  it.each<[string, Partial<ApprovalNeed>, readonly string[]]>([
    ['without reminders only ends', {}, ['168 expired']],
    [
      'doubles the pause between reminders',
      { remindMs: 4 * HOUR, expiresMs: 72 * HOUR },
      ['4 reminded', '12 reminded', '28 reminded', '60 reminded', '72 expired'],
    ],
    [
      'escalates once',
      { escalate: { afterMs: 5 * HOUR, to: ['lead'] }, remindMs: 4 * HOUR, expiresMs: 13 * HOUR },
      ['4 reminded', '5 escalated', '12 reminded', '13 expired'],
    ],
    [
      'says what is due at once in one look',
      { escalate: { afterMs: 4 * HOUR, to: ['lead'] }, remindMs: 4 * HOUR, expiresMs: 6 * HOUR },
      ['4 escalated', '4 reminded', '6 expired'],
    ],
    [
      // 12:00 UTC is 20:00 in Shanghai: quiet from hour 2 to hour 12.
      'keeps quiet hours, and then says each thing once',
      {
        remindMs: 3 * HOUR,
        escalate: { afterMs: 5 * HOUR, to: ['lead'] },
        quiet: { from: '22:00', to: '08:00', zone: 'Asia/Shanghai' },
        expiresMs: 19 * HOUR,
      },
      ['12 escalated', '12 reminded', '18 reminded', '19 expired'],
    ],
    [
      'expires in quiet hours all the same',
      { expiresMs: 4 * HOUR, quiet: { from: '22:00', to: '08:00', zone: 'Asia/Shanghai' } },
      ['4 expired'],
    ],
  ])('%s', (_, need, said) => {
    expect(course(waiting(need))).toEqual(said);
  });

  it.each<[string, string, string, number]>([
    // Clocks go back at 03:00 on 25 October 2026, and forward at 02:00 on 28 March 2027.
    ['the night with an hour more', '2026-10-24T20:30:00Z', 'Europe/Madrid', 9.5 + 1],
    ['the night with an hour less', '2027-03-27T21:30:00Z', 'Europe/Madrid', 8.5],
    ['an end that the clocks skip', '2027-03-27T21:30:00Z', 'skipped', 3.5],
  ])('ends quiet hours by the wall clock in %s', (_, from, zone, hour) => {
    const quiet =
      zone === 'skipped' ? { from: '22:00', to: '02:30', zone: 'Europe/Madrid' } : { from: '22:00', to: '08:00', zone };
    const start = new Date(from);
    const request = waiting({ remindMs: HOUR, quiet, expiresMs: 24 * HOUR }, start);
    expect(course(request, start)[0]).toBe(`${String(hour)} reminded`);
  });

  it('looks again at the first of its times', () => {
    const need = { remindMs: 4 * HOUR, escalate: { afterMs: 3 * HOUR, to: ['lead'] } };
    expect(firstOf(waiting(need))).toBe(hours(3));
    expect(deadline(waiting(need), NOON)).toEqual({ kind: 'keep', result: hours(3) });
  });

  it('lets those of the escalation fill any slot from then on, and asks them by name only once', () => {
    const parts = [
      { from: ['sre'], count: 2 },
      { from: ['finance'], count: 1 },
    ];
    const need = { count: 3, from: ['sre', 'finance'], parts, escalate: { afterMs: HOUR, to: ['lead'] } };
    const step = deadline(waiting(need), minutesAfter(60));
    expect(step).toMatchObject({
      patch: {
        escalateAt: undefined,
        need: {
          escalated: true,
          from: ['sre', 'lead', 'finance'],
          silent: ['lead'],
          parts: [
            { from: ['sre', 'lead'], count: 2 },
            { from: ['finance', 'lead'], count: 1 },
          ],
        },
      },
      events: [{ kind: 'escalated', data: { to: 'lead' } }],
    });
  });

  it('does not begin to escalate again once it has', () => {
    const need = aNeed({ escalate: { afterMs: HOUR, to: ['lead'] }, escalated: true });
    expect(waitFrom(need, aChange(), NOON).escalateAt).toBeUndefined();
  });

  it('leaves alone what is decided', () => {
    expect(deadline(aRequest({ state: 'approved' }), minutesAfter(9999))).toEqual({ kind: 'keep', result: undefined });
  });
});
