import { expect, it } from 'vitest';
import { createDesk } from '../../../src/workflow/desk/desk.ts';
import { anInstance, DEV } from '../../builders.ts';
import { aDenial, aDirectory, aPolicy, aRule, usergroup } from '../../core/policy/policy-builders.ts';
import { aWorld } from '../../world.ts';

const ID = anInstance().instanceId;

it.each([
  ['is not a no', 'unknown', { instances: {} }, [], 'group_unknown'],
  [
    'is in nobody’s way where the rule is about others',
    'unknown',
    { instances: { ids: ['r-other'] } },
    [],
    'instance_not_yours',
  ],
  [
    'is in nobody’s way where the instance is denied',
    'unknown',
    { instances: {} },
    [aDenial({ who: ['*'], instances: {} })],
    'instance_not_yours',
  ],
  ['that was read', [], { instances: {} }, [], 'instance_not_yours'],
] as const)('a group that cannot be read %s', async (_, members, terms, denials, reason) => {
  const groups = { backend: [usergroup('SBACK')], '*': [{ kind: 'everybody' }] } as const;
  const policy = aPolicy([aRule({ who: ['backend'], ...terms })], { groups, denials });
  const world = aWorld({
    cloud: { locate: () => Promise.resolve(anInstance()), instance: () => Promise.resolve(anInstance()) },
    policy: () => policy,
    people: { directory: () => Promise.resolve(aDirectory({ SBACK: members })) },
  });
  expect(await createDesk(world).instanceView(DEV, ID, undefined)).toMatchObject({ kind: 'refused', reason });
});
