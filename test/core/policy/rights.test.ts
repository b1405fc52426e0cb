import { expect, it } from 'vitest';
import { rightsOf } from '../../../src/core/policy/rights.ts';
import { aDenial, aDirectory, aPerson, aPolicy, aRule } from './policy-builders.ts';

const DENIALS = [
  aDenial({ name: 'for all', who: ['*'] }),
  aDenial({ name: 'for dev', who: ['dev'] }),
  aDenial({ name: 'for sre', who: ['sre'] }),
];

it.each([
  ['a member', 'UDEV', aDirectory(), ['for all', 'for dev']],
  [
    'a member of a group that cannot be read: it denies as long',
    'UDEV',
    aDirectory({ SSRE: 'unknown' }),
    ['for all', 'for dev', 'for sre'],
  ],
  ['a person whom no rule allows anything', 'UNOBODY', aDirectory(), []],
] as const)('rules that deny, for %s', (_, person, directory, names) => {
  const policy = aPolicy([aRule({ who: ['dev'] })], { denials: DENIALS });
  expect(rightsOf(policy, aPerson(person), directory).denials.map(({ name }) => name)).toEqual(names);
});

it('of a group that cannot be read are only those that may be', () => {
  const policy = aPolicy([aRule({ who: ['sre'] })], { freezers: ['sre'] });
  const of = (unread?: 'in') => rightsOf(policy, aPerson('UDEV'), aDirectory({ SSRE: 'unknown' }), unread);
  expect(of()).toMatchObject({ requests: [], freezes: false });
  expect(of('in')).toMatchObject({ requests: policy.rules, freezes: true });
});
