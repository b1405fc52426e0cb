/** The private answers to what people did: in the modal while it is open, else as a message to them alone. */
import type { ModalView } from '@slack/types';
import { SlackFault } from '../../core/faults.ts';
import type { Policy } from '../../core/policy/policy-model.ts';
import { freezesNow } from '../../core/policy/timing.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import type { Notifier, Press } from '../../workflow/ports.ts';
import type { Answered } from '../entry/answered.ts';
import type { Receipts } from '../entry/receipts.ts';
import type { ViewUpdates } from '../form/view-updates.ts';
import type { Clients } from '../web/clients.ts';
import { asFault, faultOf } from '../web/faults.ts';
import type { Identities } from '../web/identity.ts';
import type { Languages } from '../web/languages.ts';
import type { Message } from './blocks.ts';
import { clickAnswer, isModal, pressNotice } from './click-answer.ts';
import { freezeAnswer } from './freezes.ts';
import { lockAnswer } from './locks.ts';
import { answerMessage, answerView } from './submission-answer.ts';

/** Without previews a link cannot change how a message looks. */
export const QUIET = { unfurl_links: false, unfurl_media: false } as const;

export function createAnswers(edge: {
  readonly clients: Clients;
  readonly identities: Identities;
  readonly languages: Languages;
  readonly receipts: Receipts;
  readonly viewUpdates: Pick<ViewUpdates, 'known'>;
  readonly answered: Pick<Answered, 'given'>;
  readonly policy: () => Policy;
  readonly now: () => Date;
  /** Channel of the card, also before it is posted. */
  readonly placeOf: (request: ResizeRequest) => string;
}): Pick<Notifier, 'answerLock' | 'answerFreeze' | 'answerSubmission' | 'answerClick'> {
  const { clients, identities, languages, receipts, viewUpdates, answered, policy, now, placeOf } = edge;
  return {
    async answerLock(command, outcome) {
      const [words, { botName }] = await Promise.all([languages.own(command.person.userId), identities.get()]);
      await privately(clients, command, lockAnswer(outcome, command.instanceId, words, botName));
    },

    async answerFreeze(command, outcome) {
      const words = await languages.own(command.person.userId);
      await privately(clients, command, freezeAnswer(outcome, freezesNow(policy(), now()), words));
    },

    async answerSubmission(submission, outcome) {
      const identity = await identities.get();
      const words = await languages.own(submission.person.userId);
      const told = { words, now: now(), botName: identity.botName, workspaceUrl: identity.url, placeOf };
      const viewId = submission.viewId ?? submission.id;
      const { pushed } = submission;
      await receipts.given(pushed ?? viewId);
      const view = answerView(submission, outcome, told, viewUpdates.known(viewId));
      const place = pushed === undefined ? { view_id: viewId } : { external_id: pushed };
      if (await updated(clients, place, pushed === undefined ? view : { ...view, external_id: pushed })) return;
      await privately(clients, submission, answerMessage(outcome, told));
    },

    async answerClick(press, outcome) {
      const words = await languages.own(press.person.userId);
      const message = clickAnswer(press, outcome, words);
      answered.given(press.id);
      if (message === undefined) return;
      if (press.viewId !== undefined) {
        await receipts.given(press.viewId);
        if (
          await updated(
            clients,
            { view_id: press.viewId },
            pressNotice(isModal(press.button) ? press.button : 'reject', message.blocks, words),
          )
        )
          return;
      }
      await privately(clients, press, message);
    },
  };
}

/** Whether the person still has the modal open. Throws a temporary failure, so that the answer is retried. */
type Place = { readonly view_id: string } | { readonly external_id: string };

async function updated(clients: Clients, place: Place, view: ModalView): Promise<boolean> {
  try {
    await clients.steady.views.update({ ...place, view });
    return true;
  } catch (error) {
    const fault = faultOf(error);
    if (fault.temporary) throw fault;
    return false;
  }
}

/** In the channel of the command; by direct message if the bot cannot post an ephemeral message there. */
async function privately(
  clients: Clients,
  { person, channelId }: Pick<Press, 'person' | 'channelId'>,
  message: Message,
): Promise<void> {
  try {
    if (channelId === undefined || channelId === '') throw new SlackFault({ code: 'no_channel', temporary: false });
    await clients.post.chat.postEphemeral({ channel: channelId, user: person.userId, ...message });
  } catch (error) {
    if (faultOf(error).temporary) throw faultOf(error);
    await asFault(() => clients.post.chat.postMessage({ channel: person.userId, ...message, ...QUIET }));
  }
}
