import { describe, expect, it } from 'vitest';
import { releaseFinding } from '../../src/store/doctor.ts';

describe('the tables of a database', () => {
  it.each([
    [{ applied: [], pending: ['001', '002'], newer: [] }, 'ok', /none yet/],
    [{ applied: ['001', '002'], pending: [], newer: [] }, 'ok', /up to date \(002\)/],
    [{ applied: ['001'], pending: ['002'], newer: [] }, 'warning', /older release; missing: 002/],
    [{ applied: ['001'], pending: [], newer: ['003'] }, 'problem', /newer release: 003/],
  ])('%j', (state, status, what) => {
    expect(releaseFinding(state)).toMatchObject({ status, what: expect.stringMatching(what) as string });
  });
});
