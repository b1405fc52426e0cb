import type { Command } from '../../core/command/command.ts';
import { printCommand } from '../../core/command/print.ts';
import { needsChannel } from '../../core/policy/card-channel.ts';
import type { Policy } from '../../core/policy/policy-model.ts';
import { CHANNEL_ID } from '../../core/value/ids.ts';
import { section } from '../messages/blocks.ts';
import { faultOf } from '../web/faults.ts';
import { formView } from '../form/form.ts';
import { endOf, type Start, startOf } from '../form/start.ts';
import { begun, type Draft, type FormState } from '../form/state.ts';
import type { Invocation, SlackContext } from '../entry/context.ts';
import { code } from '../../wording/inert.ts';
import type { Words } from '../../wording/words.ts';
import { answerPrivately } from '../entry/private-answer.ts';
import { fillForm } from '../form/fill.ts';
import { createLiveForm, type LiveForm } from '../form/live-form.ts';
import { within } from '../../core/within.ts';
import { invalidMessage, mayNotRequestMessage } from '../messages/help.ts';
import { classOf, lookFor, meant } from './naming.ts';
import { timesFor } from './times.ts';

type Request = Extract<Command, { kind: 'request' }>;

/** What is known by then needs no form, or no list in one that is open already; the trigger lives three seconds. */
const EARLY_MS = 600;

/** A form from elsewhere has no channel of its own. */
type From = 'command' | 'elsewhere';

/** What the form begins with besides the words of the command. */
interface Place {
  readonly from: From;
  readonly start: Start | undefined;
  readonly temporary: Start | undefined;
}

/** The form first, from memory alone or nearly, because the trigger is short-lived; then what only others know. */
export async function openForm(
  context: SlackContext,
  invocation: Invocation,
  typed: Request,
  from: From,
): Promise<void> {
  const { person } = invocation;
  const looking = lookFor(context, person, typed);
  const [may, early, { start, until, problems }] = await Promise.all([
    within(context.desk.mayRequest(person), EARLY_MS),
    looking && within(looking, EARLY_MS),
    timesFor(context, person, typed),
  ]);
  if (may?.kind === 'never') return refuse(context, invocation, typed, may.groups);
  if (problems.length > 0) {
    const wrong = { kind: 'invalid', form: 'request', problems } as const;
    const answer = invalidMessage(wrong, printCommand(typed), context.languages.known(person.userId));
    return answerPrivately(context, invocation, answer);
  }
  const now = context.now();
  const begins = startOf(start, now);
  const place = { from, start: begins, temporary: endOf(until, begins, now) };
  const known = meant(typed, early, context.languages.known(person.userId));
  if (known.kind === 'answer') return answerPrivately(context, invocation, known.message);
  const form = await opened(context, invocation, known.command, place);
  if (form === undefined) return;
  const words = await ownWords(context, typed, person.userId);
  const found = early === undefined ? meant(typed, await looking, words) : known;
  if (found.kind === 'answer') {
    form.ends(words.mrkdwn('naming.elsewhere', {}));
    await answerPrivately(context, invocation, found.message);
    return form.drawn();
  }
  const { command } = found;
  const { sizing } = command;
  const { targetClass = command.targetClass, note } =
    sizing === undefined ? {} : await classOf(context, person, command, sizing, words);
  const state = {
    ...placed(context, invocation, { ...command, targetClass }, place),
    sizingNote: note,
    looking: false,
  };
  form.put(state);
  form.draw();
  await fillForm(context, person, form, state);
}

async function refuse(
  context: SlackContext,
  invocation: Invocation,
  typed: Request,
  groups: readonly string[],
): Promise<void> {
  const { person } = invocation;
  const words = await context.languages.own(person.userId);
  await answerPrivately(context, invocation, mayNotRequestMessage(groups, typed, words));
  await context.desk.turnedAway(person, 'no_rule', { kind: 'command', action: 'request' });
}

/** Those that may be needed before the form is filled, which reads the language itself; nobody waits long for it. */
async function ownWords({ languages }: SlackContext, command: Request, userId: string): Promise<Words> {
  const asked = command.instanceName !== undefined || command.sizing !== undefined;
  return (asked ? await within(languages.own(userId), 1_000) : undefined) ?? languages.known(userId);
}

/** Undefined: the form could not be opened. */
async function opened(
  context: SlackContext,
  invocation: Invocation,
  command: Request,
  place: Place,
): Promise<LiveForm | undefined> {
  const { userId } = invocation.person;
  const words = context.languages.known(userId);
  const looking = (command.instanceName ?? command.sizing) !== undefined;
  const state: FormState = { ...placed(context, invocation, command, place), looking };
  const shown = formView(state, words, context.now());
  try {
    const { view } = await context.clients.quick.views.open({ trigger_id: invocation.triggerId, view: shown });
    if (view?.id === undefined) return undefined;
    const { id, hash } = view;
    return createLiveForm(context, { id, hash }, context.viewUpdates.opened(id), { state, words, shown });
  } catch (error) {
    context.log.warn({ code: faultOf(error).code, person: userId }, 'the form could not be opened');
    await tellLate(context, invocation, command);
    return undefined;
  }
}

/** Where no command says where the card goes, the configuration does, or else the person. */
function placed(
  context: SlackContext,
  { channelId = '' }: Invocation,
  command: Request,
  { from, start, temporary }: Place,
): FormState {
  const policy = context.policy();
  const draft = { ...draftOf(command, policy), start, temporary };
  if (from === 'command') return begun(draft, channelId, undefined);
  if (!needsChannel(policy)) return begun(draft, '', undefined);
  return { ...begun(draft, CHANNEL_ID.test(channelId) ? channelId : '', undefined), asksChannel: true };
}

function draftOf(command: Request, policy: Policy): Draft {
  const { instanceId, targetClass, region, flags, businessInfo = '', reason = '' } = command;
  return { ...policy.defaults, ...flags, instanceId, targetClass, region, businessInfo, reason };
}

/** The trigger was too old: a cold start, a slow network. The command is given back to be sent again. */
async function tellLate(context: SlackContext, invocation: Invocation, command: Request): Promise<void> {
  const words = context.languages.known(invocation.person.userId);
  const again = code(`/redis-resize ${printCommand(command)}`.trim(), 1000).markup;
  const text = `${words.mrkdwn('reply.lateForm', {})}\n${again}`;
  await answerPrivately(context, invocation, { text, blocks: [section(text)] });
}
