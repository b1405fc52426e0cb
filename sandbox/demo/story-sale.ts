/** "Up for the sale, back on Monday": days in seconds, by moving the clock of the cloud and of the bot. */
import { readFileSync, writeFileSync } from 'node:fs';
import { DateTime } from 'luxon';
import { ANA, COMMAND, MEI, MIRROR, WISH } from './cast.ts';
import { type Checked, orderCalls } from './checks.ts';
import type { Paper } from './paper.ts';
import type { DemoStage } from './stage.ts';
import {
  anaAgrees,
  cardsOf,
  CHANGE_PATIENCE_MS,
  meiAsks,
  PATIENCE_MS,
  readAs,
  type Telling,
  theCard,
  type ThreadTeller,
  threadTeller,
  until,
} from './story.ts';

/** In which Mei lives. */
const ZONE = 'Asia/Shanghai';
/** It denies everything smaller in production, and would deny the return as well. */
const ONLY_GROWS = 'nothing smaller in prod';
const UNTIL = 'mon 09:00';

export async function tellSale(stage: DemoStage, paper: Paper): Promise<readonly Checked[]> {
  const { slack } = stage;
  const telling = { stage, paper, began: performance.now(), mei: slack.person(MEI), ana: slack.person(ANA) };
  await letItShrink(telling);
  const friday = nextAt(now(stage), 5, 17);
  await moveTo(telling, friday, 'Friday, 17:00');
  await meiAsks(telling, `${COMMAND} ${WISH.instanceId} ${WISH.to} --until "${UNTIL}"`, 'The sale of the weekend');
  const there = await theCard(telling);
  const thread = threadTeller(telling, there.ts);
  const confirm = await anaAgrees(telling, thread);
  paper.chapter('Up for the sale');
  await line(telling, thread, `now ${WISH.to}`, CHANGE_PATIENCE_MS);
  const monday = nextAt(friday, 1, 9);
  paper.chapter('The weekend');
  await moveTo(telling, monday.minus({ days: 1 }).set({ hour: 18 }), 'Sunday, 18:00: told the evening before');
  await line(telling, thread, 'goes back to', PATIENCE_MS);
  await moveTo(telling, monday.minus({ minutes: 10 }), 'Monday, 08:50: told ten minutes ahead');
  await line(telling, thread, 'goes back to', PATIENCE_MS);
  const early = orderCalls({ cloudCalls: stage.cloud.calls }).length;
  paper.chapter('Back on Monday');
  await moveTo(telling, monday, 'Monday, 09:00');
  const card = await until('the card of the return', PATIENCE_MS, stage, () => cardsOf(stage)[1]);
  await line(telling, threadTeller(telling, card.ts), `now ${WISH.from}`, CHANGE_PATIENCE_MS);
  return checked(stage, { confirm, early, returned: readAs(stage, ANA, card) });
}

/** Rules are read again when they are saved, and #audit is told. */
async function letItShrink({ stage, paper }: Telling): Promise<void> {
  const rules = readFileSync(stage.configFile, 'utf8');
  const blocks = rules.split(/\n(?=\s*\n? {2}- name: )/).filter((block) => !block.includes(`- name: ${ONLY_GROWS}`));
  writeFileSync(stage.configFile, blocks.join('\n'));
  paper.chapter('The rules: what goes up for a time may come back');
  paper.note(`“${ONLY_GROWS}” is taken out of the file: a return is judged by the rules of its day.`);
  await until('the new rules in #audit', PATIENCE_MS, stage, () => stage.slack.messages(MIRROR).at(0));
}

async function moveTo({ stage, paper }: Telling, to: DateTime, what: string): Promise<void> {
  const minutes = Math.ceil(to.diff(now(stage), 'minutes').minutes);
  if (minutes > 0) stage.console.perform({ kind: 'forward', minutes });
  paper.note(`The clock is moved to ${what}.`);
  return Promise.resolve();
}

/** Waits for a new line of the thread that says this. */
async function line({ stage }: Telling, thread: ThreadTeller, wanted: string, ms: number): Promise<void> {
  const before = thread.told();
  await until(`“${wanted}” in the thread`, ms, stage, () =>
    thread
      .look()
      .slice(before)
      .find((text) => text.includes(wanted)),
  );
}

function checked(
  { cloud }: DemoStage,
  seen: { readonly confirm: string | undefined; readonly early: number; readonly returned: string },
): readonly Checked[] {
  const classes = orderCalls({ cloudCalls: cloud.calls }).map(({ params }) => params['InstanceClass']);
  const { instanceClass, instanceStatus } = cloud.instance(WISH.instanceId);
  const is = (told: string, good: boolean, otherwise: string): Checked =>
    good ? { told } : { told, deviation: otherwise };
  return [
    is(
      'the approval named the end of the change',
      seen.confirm?.includes('temporary, until') === true,
      `it said: ${seen.confirm ?? 'nothing'}`,
    ),
    is('nothing was ordered before Monday, 09:00', seen.early === 1, `${String(seen.early)} orders were`),
    is(
      `two orders reached the cloud: to ${WISH.to}, and back to ${WISH.from}`,
      classes.join() === [WISH.to, WISH.from].join(),
      `they were for ${classes.join(', ')}`,
    ),
    is(
      'the return needed no approval of its own',
      !/\[Approve\]/.test(seen.returned) && seen.returned.includes('approved with it'),
      `its card says: ${seen.returned}`,
    ),
    is(
      `the instance is Normal, and its class is ${WISH.from} again`,
      instanceClass === WISH.from && instanceStatus === 'Normal',
      `it is ${instanceStatus}, and its class is ${instanceClass}`,
    ),
  ];
}

/** Of the cloud and of the bot. */
function now({ console: page }: DemoStage): DateTime {
  return DateTime.fromISO(page.state().now, { zone: ZONE });
}

function nextAt(from: DateTime, weekday: 1 | 5, hour: number): DateTime {
  const day = from.startOf('day').set({ hour });
  const next = day.plus({ days: (weekday - day.weekday + 7) % 7 });
  return next > from ? next : next.plus({ days: 7 });
}
