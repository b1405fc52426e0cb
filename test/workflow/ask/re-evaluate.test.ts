import { expect, it } from 'vitest';
import { reEvaluate } from '../../../src/workflow/ask/re-evaluate.ts';
import { aRequest, DEV } from '../../builders.ts';
import { aPolicy, aRule, user } from '../../core/policy/policy-builders.ts';
import { aWorld } from '../../world.ts';

it.each([
  ['of its command', {}, 'allowed'],
  ['chosen for its card', { channelChosen: true }, 'denied'],
] as const)('a rule for a channel judges a request again by the channel %s', async (_, chosen, kind) => {
  const groups = { dev: [user(DEV.userId)] };
  const policy = aPolicy([aRule({ instances: {}, where: ['C0PAYMENTS'] })], { groups });
  const request = aRequest({ channelId: 'C0PAYMENTS', ...chosen });
  expect(await reEvaluate(aWorld({ policy: () => policy }), request)).toMatchObject({ kind });
});
