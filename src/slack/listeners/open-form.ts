import { printCommand, type Command } from '../../core/command/command.ts';
import type { Policy } from '../../core/policy/policy-model.ts';
import { section } from '../messages/blocks.ts';
import { faultOf } from '../web/faults.ts';
import { formView } from '../form/form.ts';
import { begun, type Draft } from '../form/state.ts';
import type { Asker, Front } from '../entry/context.ts';
import { code } from '../../wording/inert.ts';
import { whisper } from '../entry/private-answer.ts';
import { fillForm } from '../form/fill.ts';
import { createSheet } from '../form/live-form.ts';

type Request = Extract<Command, { kind: 'request' }>;

/** The form first, from memory alone, because the trigger lives three seconds; then what only others know. */
export async function openForm(front: Front, asker: Asker, command: Request): Promise<void> {
  const { userId } = asker.person;
  const words = front.languages.known(userId);
  const state = begun(draftOf(command, front.policy()), asker.channelId ?? '', undefined);
  const shown = formView(state, words, front.now());
  let opened: { id?: string; hash?: string } | undefined;
  try {
    opened = (await front.clients.quick.views.open({ trigger_id: asker.triggerId, view: shown })).view;
  } catch (error) {
    front.log.warn({ code: faultOf(error).code, person: userId }, 'the form could not be opened');
    await tellLate(front, asker, command);
    return;
  }
  if (opened?.id === undefined) return;
  const { id, hash } = opened;
  const sheet = createSheet(front, { id, hash }, front.drawings.opened(id), { state, words, shown });
  await fillForm(front, asker.person, sheet, state);
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
