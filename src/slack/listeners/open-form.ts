import type { Command } from '../../core/command/command.ts';
import { printCommand } from '../../core/command/print.ts';
import { cardChannel } from '../../core/policy/card-channel.ts';
import type { Policy } from '../../core/policy/policy-model.ts';
import { CHANNEL_ID } from '../../core/value/ids.ts';
import { section } from '../messages/blocks.ts';
import { faultOf } from '../web/faults.ts';
import { formView } from '../form/form.ts';
import { begun, type Draft, type FormState } from '../form/state.ts';
import type { Invocation, SlackContext } from '../entry/context.ts';
import { code } from '../../wording/inert.ts';
import { answerPrivately } from '../entry/private-answer.ts';
import { fillForm } from '../form/fill.ts';
import { createLiveForm } from '../form/live-form.ts';

type Request = Extract<Command, { kind: 'request' }>;

/** The form first, from memory alone, because the trigger lives three seconds; then what only others know. */
export async function openForm(
  context: SlackContext,
  invocation: Invocation,
  command: Request,
  from: 'command' | 'elsewhere',
): Promise<void> {
  const { userId } = invocation.person;
  const words = context.languages.known(userId);
  const draft = draftOf(command, context.policy());
  const state =
    from === 'command' ? begun(draft, invocation.channelId ?? '', undefined) : placed(context, invocation, draft);
  const shown = formView(state, words, context.now());
  let opened: { id?: string; hash?: string } | undefined;
  try {
    opened = (await context.clients.quick.views.open({ trigger_id: invocation.triggerId, view: shown })).view;
  } catch (error) {
    context.log.warn({ code: faultOf(error).code, person: userId }, 'the form could not be opened');
    await tellLate(context, invocation, command);
    return;
  }
  if (opened?.id === undefined) return;
  const { id, hash } = opened;
  const form = createLiveForm(context, { id, hash }, context.viewUpdates.opened(id), { state, words, shown });
  await fillForm(context, invocation.person, form, state);
}

/** No command says where the card goes: the configuration does, or else the person. */
function placed(context: SlackContext, { channelId = '' }: Invocation, draft: Draft): FormState {
  if (cardChannel(context.policy(), '') !== undefined) return begun(draft, '', undefined);
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
