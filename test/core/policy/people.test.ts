import { describe, expect, test } from 'vitest';
import { decide, mayApprove } from '../../../src/core/policy/policy.ts';
import { quorumSlots } from '../../../src/core/policy/quorum.ts';
import { maySeeRequest } from '../../../src/core/policy/visibility.ts';
import type { Person } from '../../../src/core/request/request.ts';
import { aNeed, anInstance, aRequest } from '../../builders.ts';
import { aDirectory, aPerson, aPolicy, aQuestion, aQuorum, aRule } from './policy-builders.ts';

const policy = aPolicy([aRule({ approval: aQuorum({ count: 2 }) })]);
const grid: Person = { teamId: 'T1', userId: 'USRE1', otherId: 'WSRE1' };

describe('one person with two ids', () => {
  const directory = aDirectory({ SSRE: ['WSRE1', 'USRE2'] });

  test('is in a group by either', () => {
    expect(mayApprove(policy, aNeed(), grid, aPerson('UDEV'), directory)).toBe('yes');
  });

  test('never approves an own request by the other one', () => {
    expect(mayApprove(policy, aNeed(), { teamId: 'T1', userId: 'WSRE1' }, grid, directory)).toBe('own_request');
    const slots = quorumSlots(policy, aNeed(), grid, directory);
    expect(slots.filled([{ teamId: 'T1', userId: 'WSRE1' }])).toBe(0);
  });
});

describe('approvers who could not press the button', () => {
  const cases = [
    ['no', 'too_few_approvers'],
    ['unknown', 'approvers_unknown'],
  ] as const;
  test.each(cases)('%s: denied with %s', (why, reason) => {
    expect(decide(policy, aQuestion()).kind).toBe('allowed');
    const verdict = decide(policy, aQuestion({ unable: new Map([['USRE2', why]]) }));
    expect(verdict).toMatchObject({ kind: 'denied', reason });
  });
});

describe('a request is shown', () => {
  const request = aRequest({
    requester: aPerson('UASKED'),
    need: aNeed({ from: ['sre'] }),
    before: { ...anInstance(), tags: { env: 'dev' } },
  });
  const cases = [
    ['to the requester', 'UASKED', true],
    ['to those who may approve it', 'USRE1', true],
    ['to those who may change the instance', 'UDEV', true],
    ['to no one else', 'UOTHER', false],
  ] as const;
  test.each(cases)('%s', (_, id, shown) => {
    expect(maySeeRequest(policy, aPerson(id), request, aDirectory())).toBe(shown);
  });

  test('to no one by a group that cannot be read', () => {
    expect(maySeeRequest(policy, aPerson('USRE1'), request, aDirectory({ SSRE: 'unknown' }))).toBe(false);
  });
});
