/**
 * What the bot costs beside a bare Bolt app, measured in the same run, in turn. Figures of one machine say more of the
 * machine than of the bot: see docs/performance.md for what is read from them.
 *
 *   npm run bench -- [--rounds 3] [--seconds 10] [--only starts|load|orders|lists|lives] [--json FILE]
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureDecisions } from './decisions.ts';
import { measureLists } from './lists.ts';
import { measureLives } from './lives.ts';
import { measureLoad } from './load.ts';
import { measureOrders } from './orders.ts';
import { measureStarts } from './starts.ts';
import { type Line, print, summary } from './table.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '3' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});
const size = { rounds: Number(values.rounds), seconds: Number(values.seconds) };

const MEASURES = {
  starts: measureStarts,
  load: measureLoad,
  orders: measureOrders,
  lists: measureLists,
  lives: measureLives,
};

if (values.only === undefined) await measureDecisions();
const lines: Line[] = [];
for (const [name, measure] of Object.entries(MEASURES)) {
  if (values.only === undefined || values.only === name) lines.push(...(await measure(size)));
}
print(lines);
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(lines.map(summary), null, 2));
process.exit();
