import { describe, expect, test } from 'vitest';
import { mayApprove } from '../../../src/core/policy/membership.ts';
import { decide } from '../../../src/core/policy/policy.ts';
import { quorumSlots } from '../../../src/core/policy/quorum.ts';
import { mayRequest } from '../../../src/core/policy/rights.ts';
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

describe('the form', () => {
  const rules = [
    aRule({ who: ['dev', 'boss'] }),
    aRule({ name: 'elsewhere', who: ['boss', 'sre'], instances: { tags: { env: 'none has it' } } }),
    aRule({ name: 'glass', who: ['room'], breakGlass: true }),
  ];
  const only = { kind: 'never', groups: ['dev', 'boss', 'sre', 'room'] };
  const known = { SSRE: ['USRE1'], CROOM: ['UROOM'] };
  test.each([
    ['is for those whom a rule names', 'UDEV', rules, known, { kind: 'maybe' }],
    ['is for those of whom the instance decides', 'USRE1', rules, known, { kind: 'maybe' }],
    ['is for those who can only break glass', 'UROOM', rules, known, { kind: 'maybe' }],
    ['is for no one else', 'UOTHER', rules, known, only],
    ['is for those of a group that cannot be read', 'UOTHER', rules, { ...known, SSRE: 'unknown' }, { kind: 'maybe' }],
    ['is for all where a rule is', 'UOTHER', [...rules, aRule({ who: ['*'] })], known, { kind: 'maybe' }],
    ['is for no one where rules only deny', 'UDEV', [], known, { kind: 'never', groups: [] }],
  ] as const)('%s', (_, id, given, directory, may) => {
    expect(mayRequest(aPolicy([...given]), aPerson(id), aDirectory(directory))).toEqual(may);
  });
});
