import type { ModalView } from '@slack/types';
import { OWN_CODES } from '../../core/cloud-errors.ts';
import { printCommand, type Command } from '../../core/command.ts';
import { readCoupon } from '../../core/coupon.ts';
import type { Policy } from '../../core/policy-model.ts';
import type { Person } from '../../core/request.ts';
import type { Desk, Quoted, TargetClass } from '../../workflow/ports.ts';
import { notice, section } from '../blocks.ts';
import { faultOf } from '../faults.ts';
import type { About } from '../form/about.ts';
import { type Draft, formView, type FormState } from '../form/form.ts';
import type { Asker, Front } from '../front.ts';
import { code } from '../inert.ts';
import { inTime } from '../in-time.ts';
import { doorText, refusalText } from '../refusals.ts';
import type { Words } from '../text/words.ts';
import { brokenMessage, noted, redraw, whisper } from '../whisper.ts';

type Request = Extract<Command, { kind: 'request' }>;

/** The form first, from memory alone, because the trigger lives three seconds; then what only others know. */
export async function openForm(front: Front, asker: Asker, command: Request): Promise<void> {
  const { userId } = asker.person;
  const about: About = command.instanceId === undefined ? { kind: 'nothing' } : { kind: 'loading' };
  const state = { draft: draftOf(command, front.policy()), channelId: asker.channelId ?? '', about };
  const skeleton = formView(state, front.languages.known(userId), front.now());
  let opened: { id?: string; hash?: string } | undefined;
  try {
    opened = (await front.clients.quick.views.open({ trigger_id: asker.triggerId, view: skeleton })).view;
  } catch (error) {
    front.log.warn({ code: faultOf(error).code, person: userId }, 'the form could not be opened');
    await tellLate(front, asker, command);
    return;
  }
  if (opened?.id === undefined) return;
  const { id } = opened;
  const drawing = front.drawings.opened(id);
  const filled = await fill(front, asker.person, state);
  if (JSON.stringify(filled) === JSON.stringify(skeleton)) return;
  await drawing.finish(opened.hash, (hash) => redraw(front, id, hash, filled));
}

/** The form with everything known about its instance, or with what went wrong: it never stays at "reading". */
export async function fill(front: Front, person: Person, state: FormState): Promise<ModalView> {
  try {
    return await filled(front, person, state);
  } catch (error) {
    const { text } = brokenMessage(front, person.userId, noted(front, 'form', error));
    const words = front.languages.known(person.userId);
    return formView({ ...state, about: { kind: 'problem', text } }, words, front.now());
  }
}

async function filled(front: Front, person: Person, state: FormState): Promise<ModalView> {
  const channelId = front.policy().slack.cards ?? state.channelId;
  const [words, look, price, targets, channel, { botName }] = await Promise.all([
    front.languages.own(person.userId),
    lookFor(front, person, state.draft),
    priceOf(front, person, state.draft),
    targetsFor(front, person, state.draft),
    channelOf(front, person, channelId),
    front.identities.get(),
  ]);
  if (look.kind === 'shut') return only(doorText(look.reason, words), words);
  if (channel.kind === 'refused') return only(refusalText(channel.reason, { channelId }, words, botName), words);
  return formView({ ...state, price, about: aboutOf(look, targets, words, botName) }, words, front.now());
}

/** While Slack cannot tell, the form is open: the workflow asks again before anything is requested. */
async function channelOf(front: Front, person: Person, channelId: string): ReturnType<Desk['channel']> {
  try {
    return await front.desk().channel(person, channelId);
  } catch (error) {
    front.log.warn({ code: faultOf(error).code, channel: channelId }, 'cannot tell whether a channel is open');
    return { kind: 'open' };
  }
}

/** What the change costs as the form stands; undefined while there is no change to ask about. */
export async function priceOf(front: Front, person: Person, draft: Draft): Promise<Quoted | undefined> {
  const { instanceId, targetClass, region, autoPay, coupon, effectiveTime, forceUpgrade, businessInfo } = draft;
  if (instanceId === undefined || targetClass === undefined) return undefined;
  const change = {
    ...{ targetClass, autoPay, effectiveTime, forceUpgrade },
    coupon: readCoupon(coupon) ?? 'none',
    businessInfo: businessInfo === '' ? undefined : businessInfo,
  };
  try {
    return await front.desk().quote(person, instanceId, region, change);
  } catch (error) {
    noted(front, 'price', error);
    return { kind: 'none', code: OWN_CODES.unnamed };
  }
}

async function lookFor(front: Front, person: Person, { instanceId, region }: Draft) {
  const desk = front.desk();
  return instanceId === undefined ? desk.authorize(person) : desk.look(person, instanceId, region);
}

/** What is offered for the instance, to say so when the chosen class is not. */
function targetsFor(front: Front, person: Person, { instanceId, targetClass }: Draft) {
  if (instanceId === undefined || targetClass === undefined) return Promise.resolve([]);
  return inTime(front, front.desk().targets(person, instanceId, ''));
}

function aboutOf(
  look: Exclude<Awaited<ReturnType<typeof lookFor>>, { kind: 'shut' }>,
  targets: readonly TargetClass[],
  words: Words,
  botName: string,
) {
  const problem = (text: string): About => ({ kind: 'problem', text });
  switch (look.kind) {
    case 'member':
      return { kind: 'nothing' } as const;
    case 'found':
      return { kind: 'facts', facts: look.facts, open: look.open, usage: look.usage, targets } as const;
    case 'refused':
      return problem(refusalText(look.reason, look.detail, words, botName));
    default:
      return look satisfies never;
  }
}

function only(text: string, words: Words): ModalView {
  return notice(words.plain('reply.refusedTitle', {}), words.plain('form.done', {}), [section(text)]);
}

function draftOf(command: Request, policy: Policy): Draft {
  const { instanceId, targetClass, region, flags, businessInfo = '', reason = '' } = command;
  return { ...policy.defaults, ...flags, instanceId, targetClass, region, businessInfo, reason };
}

/** The trigger was too old: a cold start, a slow network. The command is given back to be sent again. */
async function tellLate(front: Front, asker: Asker, command: Request): Promise<void> {
  const words = front.languages.known(asker.person.userId);
  const again = code(`/redis-resize ${printCommand(command)}`.trim(), 1000).markup;
  const text = `${words.mrkdwn('reply.lateForm', {})}\n${again}`;
  await whisper(front, asker, { text, blocks: [section(text)] });
}
