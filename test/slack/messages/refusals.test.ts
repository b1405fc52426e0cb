import { expect, it } from 'vitest';
import { clickText } from '../../../src/slack/messages/refusals.ts';
import { wordsFor } from '../../../src/wording/words.ts';
import { aNeed, aRequest } from '../../builders.ts';

const parts = [
  { from: ['sre'], count: 1 },
  { from: ['lead'], count: 1 },
];
const request = aRequest({ need: aNeed({ count: 2, from: ['sre', 'lead'], parts }) });

it.each([
  ['not_an_approver', 'Only sre, lead can approve or reject'],
  ['own_request', 'someone else in sre, lead has to'],
  ['vote_not_needed', 'It needs sre (1) + lead (1), each a different person'],
] as const)('of a request that two groups have to approve, %s names them', (reason, told) => {
  expect(clickText({ kind: 'refused', reason, request }, request.id, wordsFor('en'))).toContain(told);
});
