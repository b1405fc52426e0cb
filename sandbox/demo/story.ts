/** The story of a change, played by the people of the local Slack and told in the terminal as it happens. */
import type { SandboxMessage } from '../slack/api.ts';
import { readable, readMrkdwn, type Reading } from '../slack/mrkdwn.ts';
import type { PersonDriver } from '../slack/person.ts';
import { ANA, CHANNEL, COMMAND, MEI, MIRROR, WISH } from './cast.ts';
import { type Checked, checkStory, orderCalls, type StoryFacts } from './checks.ts';
import type { Paper } from './paper.ts';
import { rowsOf } from './read-out.ts';
import type { DemoStage } from './stage.ts';

/** Nothing in the story takes longer, on any machine; only the change itself may. */
export const PATIENCE_MS = 10_000;
export const CHANGE_PATIENCE_MS = 40_000;
const LOOK_MS = 40;

export interface Telling {
  readonly stage: DemoStage;
  readonly paper: Paper;
  readonly began: number;
  readonly mei: PersonDriver;
  readonly ana: PersonDriver;
}

/** Plays and tells it, and says whether all of it was as told. Rejects with what was waited for, and what was seen instead. */
export async function tellChange(stage: DemoStage, paper: Paper): Promise<readonly Checked[]> {
  const { slack } = stage;
  const telling = { stage, paper, began: performance.now(), mei: slack.person(MEI), ana: slack.person(ANA) };
  await meiAsks(telling, `${COMMAND} ${WISH.instanceId} ${WISH.to}`, WISH.reason);
  const card = await theCard(telling);
  const thread = threadTeller(telling, card.ts);
  const confirm = await anaAgrees(telling, thread);
  await theThread(telling, thread);
  await theMirror(telling);
  theCloud(telling);
  // Who plays on as Mei finds no window open.
  while (telling.mei.modals().length > 0) await telling.mei.closes();
  return checkStory(factsOf(telling, card.ts, confirm));
}

/** Types the command, and sends the form. */
export async function meiAsks({ paper, stage, mei }: Telling, line: string, reason: string): Promise<void> {
  paper.chapter(`${nameOf(stage, MEI)} asks, in #payments`);
  paper.does('types  ', line);
  const typed = await mei.types(line, { in: CHANNEL });
  if (!typed.ok) throw new Error(`The command was not taken: ${typed.notice ?? 'no reason given'}`);
  await mei.waitsFor(WISH.name, { timeoutMs: PATIENCE_MS });
  paper.note(`A form opens: the bot answered after ${typed.ackMs ?? 0} ms, and fills in what it knows.`);
  const isRead = (): true | undefined => (mei.sees().some((text) => text.includes('⏳')) ? undefined : true);
  await until('the facts in the form', PATIENCE_MS, stage, isRead);
  await mei.fills({ reason });
  const form = mei.modal();
  paper.quote([{ lines: [form.title ?? ''] }, ...rowsOf(form.blocks, reader(stage, MEI), form.values)]);
  paper.does('presses', form.submit ?? '');
  const sent = await mei.submits();
  if (!sent.ok) throw new Error(`The form was not taken: ${sent.notice ?? JSON.stringify(mei.modal().errors)}`);
}

export async function theCard({ paper, stage }: Telling): Promise<SandboxMessage> {
  const card = await until('a card in #payments', PATIENCE_MS, stage, () => cardsOf(stage)[0]);
  paper.chapter(`The card, as ${nameOf(stage, ANA)} sees it`);
  paper.quote(rowsOf(card.blocks, reader(stage, ANA)));
  return card;
}

export async function anaAgrees({ paper, stage, ana }: Telling, thread: ThreadTeller): Promise<string | undefined> {
  await until('a line for those who decide', PATIENCE_MS, stage, () => thread.look().at(0));
  paper.chapter(`${nameOf(stage, ANA)} decides`);
  const { ok, notice, confirm } = await ana.presses('Approve', { timeoutMs: PATIENCE_MS });
  paper.does('presses', 'Approve');
  if (confirm !== undefined) paper.quote([{ lines: confirm.split('\n') }]);
  if (!ok) throw new Error(`The click was not taken: ${notice ?? 'no reason given'}`);
  paper.does('answers', 'yes');
  return confirm;
}

async function theThread({ paper, stage }: Telling, thread: ThreadTeller): Promise<void> {
  paper.chapter('The thread of the card');
  const order = () => stage.cloud.orders[0]?.orderId ?? 'no order yet';
  const progress = progressTeller({ stage, paper });
  await until(`the thread to say that the class is ${WISH.to}`, CHANGE_PATIENCE_MS, stage, () => {
    const lines = thread.look();
    progress.look();
    const ordered = lines.findIndex((line) => line.includes(order()));
    return ordered < 0 ? undefined : lines.slice(ordered + 1).find((line) => line.includes(WISH.to));
  });
  const card = cardsOf(stage)[0];
  const state = card === undefined ? '' : (rowsOf(card.blocks, reader(stage, ANA))[1]?.lines[0] ?? '');
  paper.note(`The card itself now says: ${state}`);
}

async function theMirror({ paper, stage }: Telling): Promise<void> {
  paper.chapter('#audit, one line per outcome');
  const lines = () => stage.slack.messages(MIRROR).map((message) => readAs(stage, ANA, message));
  // One when it was ordered, one when it was done.
  await until('two lines in #audit', PATIENCE_MS, stage, () => lines().at(1));
  paper.quote(lines().map((line) => ({ lines: [line] })));
}

function theCloud({ paper, stage }: Telling): void {
  const { cloud } = stage;
  const calls = orderCalls({ cloudCalls: cloud.calls });
  paper.chapter(`What the cloud saw: ${cloud.calls.length} calls, of which ${calls.length} changed something`);
  for (const call of calls) {
    const signed = call.signatureVerified ? 'signature verified' : 'SIGNATURE WRONG';
    paper.note(`${call.method} ${call.action} ${call.version}, ${signed}, answered ${call.httpStatus}`);
    paper.quote(
      Object.entries(call.params)
        .filter(([name]) => !COMMON.has(name))
        .map(([label, value]) => ({ label, lines: [value] })),
    );
  }
  const { instanceName, instanceClass, instanceStatus } = cloud.instance(WISH.instanceId);
  paper.note(`${instanceName} is ${instanceStatus}, and its class is ${instanceClass}.`);
}

/** Every call has these. */
const COMMON: ReadonlySet<string> = new Set([
  'AccessKeyId',
  'Action',
  'Format',
  'SignatureMethod',
  'SignatureNonce',
  'SignatureVersion',
  'Timestamp',
  'Version',
]);

function factsOf({ stage }: Telling, cardTs: string, confirm: string | undefined): StoryFacts {
  const { slack, cloud } = stage;
  const { instanceClass, instanceStatus } = cloud.instance(WISH.instanceId);
  const cards = cardsOf(stage);
  return {
    wish: WISH,
    requester: mentionOf(stage, MEI),
    approver: mentionOf(stage, ANA),
    confirm,
    deliveries: slack.deliveries,
    cloudCalls: cloud.calls,
    orders: cloud.orders,
    instance: { instanceClass, status: instanceStatus },
    cards: cards.length,
    edits: slack.calls.filter(({ method, args, ok }) => ok && method === 'chat.update' && args['ts'] === cardTs).length,
    card: cards.map((card) => readAs(stage, ANA, card)).join('\n'),
    thread: slack.thread(CHANNEL, cardTs).map((message) => readAs(stage, ANA, message)),
    mirror: slack.messages(MIRROR).map((message) => readAs(stage, ANA, message)),
  };
}

export interface ThreadTeller {
  /** How many lines were told. */
  told(): number;
  /** Tells what is new in the thread; all of its lines so far. */
  look(): readonly string[];
}

export function threadTeller({ stage, paper, began }: Telling, cardTs: string): ThreadTeller {
  let told = 0;
  return {
    told: () => told,
    look() {
      const lines = stage.slack.thread(CHANNEL, cardTs).map((message) => readAs(stage, ANA, message));
      for (const line of lines.slice(told)) paper.said((performance.now() - began) / 1000, line);
      told = lines.length;
      return lines;
    },
  };
}

/** Tells what the card says of how far the change is, whenever it says something else. */
function progressTeller({ stage, paper }: Pick<Telling, 'stage' | 'paper'>): { look(): void } {
  let told: string | undefined;
  return {
    look() {
      const rows = rowsOf(cardsOf(stage)[0]?.blocks ?? [], reader(stage, ANA));
      const line = rows.flatMap(({ lines }) => lines).find((text) => text.startsWith('Progress'));
      if (line !== undefined && line !== told) paper.note(`On the card: ${line}`);
      told = line ?? told;
    },
  };
}

/** What the bot has said in the channel, outside of threads, to everybody. */
export function cardsOf({ slack }: DemoStage): readonly SandboxMessage[] {
  return slack
    .messages(CHANNEL)
    .filter(({ user, threadTs, ephemeralTo }) => user === slack.botUserId && !threadTs && !ephemeralTo);
}

function readingOf({ slack }: DemoStage, userId: string): Reading {
  const person = slack.users.find(({ id }) => id === userId);
  return { userGroups: slack.userGroups, ...(person === undefined ? {} : { reader: person }) };
}

function reader(stage: DemoStage, userId: string): (mrkdwn: string) => string {
  return (mrkdwn) => readMrkdwn(mrkdwn, stage.slack.users, readingOf(stage, userId));
}

export function readAs(stage: DemoStage, userId: string, message: SandboxMessage): string {
  return readable(message, stage.slack.users, readingOf(stage, userId));
}

const nameOf = ({ slack }: DemoStage, userId: string): string =>
  slack.users.find(({ id }) => id === userId)?.realName ?? userId;

const mentionOf = ({ slack }: DemoStage, userId: string): string =>
  slack.users.find(({ id }) => id === userId)?.name ?? userId;

export async function until<T>(what: string, ms: number, stage: DemoStage, look: () => T | undefined): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (performance.now() > end) {
      const seen = stage.slack.messages(CHANNEL).map((message) => `  ${readAs(stage, MEI, message)}`);
      throw new Error(`Waited ${ms / 1000} s for ${what}. #payments holds:\n${seen.join('\n') || '  nothing'}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
