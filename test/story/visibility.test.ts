/** What each person is shown of requests, and by which names. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MID, openStage, ORDERS, type Stage } from './stage.ts';

/** The leads may ask for staging; they may neither touch nor approve what is in production. Ids stand for groups. */
const RULES = `
rules:
  - name: prod
    who: [U0DEV1, S0BACKEND]
    instances: { tags: { env: prod } }
    approval: { from: [S0SRE, U0DEV2] }
  - name: staging
    who: [U0LEAD]
    instances: { tags: { env: staging } }
    approval: none
`;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ rules: RULES });
});
afterAll(() => stage.close());

/** All that a person was told in private. */
const told = (id: string): string =>
  stage.slack
    .messages('#payments')
    .filter(({ ephemeralTo }) => ephemeralTo === id)
    .map((message) => JSON.stringify(message.blocks))
    .join('\n');

async function asks(who: 'lead' | 'sre' | 'dev2', ...lines: readonly string[]): Promise<string> {
  const person = stage[who];
  for (const [index, line] of lines.entries()) {
    const before = told(person.id).length;
    await person.types(`/redis-resize ${line}`, { in: '#payments' });
    await expect
      .poll(() => told(person.id).length, { timeout: 10_000, message: `${line} (${String(index)})` })
      .toBeGreaterThan(before);
  }
  return told(person.id);
}

it('price, usage, reason and the request itself are for those who asked, may approve or may change it', async () => {
  const { id } = await stage.ask({ reason: 'Black Friday' });
  const about = ['list', `status ${id}`, `status ${ORDERS}`, 'history', `history ${ORDERS}`, `why ${ORDERS} ${MID}`];
  const outside = await asks('lead', ...about);
  for (const secret of ['Black Friday', '42.13', '71%', 'orders-cache']) expect(outside).not.toContain(secret);
  expect(outside.replaceAll(`\`${id}\``, '')).not.toContain(id);

  for (const who of ['sre', 'dev2'] as const) {
    const inside = await asks(who, ...about);
    for (const shown of ['Black Friday', '42.13', '71%', 'orders-cache', id]) expect(inside).toContain(shown);
  }
});

it('people and user groups that a rule names by their id are mentions, never raw ids', async () => {
  const card = JSON.stringify(stage.cards().at(-1)?.blocks);
  const why = `${await asks('lead', `why ${ORDERS} ${MID}`)}${await asks('dev2', `why ${ORDERS} ${MID}`)}`;
  expect(card).toContain('<!subteam^S0SRE>, <@U0DEV2>');
  expect(why).toContain('Only for <@U0DEV1>, <!subteam^S0BACKEND>; <@U0LEAD>');
  for (const text of [card, why]) expect(text.replace(/<[@!#][^>]*>/g, '')).not.toMatch(/\b(U0|S0)[A-Z]/);
});
