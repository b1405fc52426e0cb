/** What every payload passes before its listener, in this order: the screen, the door, and the names of this version. */
import type { AllMiddlewareArgs, AnyMiddlewareArgs } from '@slack/bolt';
import type { Admission } from '../../workflow/ports.ts';
import type { Asker, Front } from './context.ts';
import { outdatedView } from '../listeners/submit-form.ts';
import { isOutdated } from './outdated.ts';
import { askerOf, incoming, type Payload } from './payloads.ts';
import { doorText } from '../messages/refusals.ts';
import { screen, type Ours, type ScreenedOut } from './screen.ts';
import { firstWith } from './signed.ts';
import { refusalView, turnAway, type Ack } from './turn-away.ts';

type Args = AllMiddlewareArgs & AnyMiddlewareArgs;

export async function enter(front: Front, args: Args): Promise<void> {
  const body = args.body as Payload;
  const asker = askerOf(body, front.apiUrl);
  const ack: Ack = 'ack' in args ? (args.ack as Ack) : () => Promise.resolve();
  const words = front.languages.known(asker.person.userId);
  const out = screen(body, oursOf(front));
  if (out !== undefined) return screened(front, out, body, asker, ack);

  const admission = knock(front, asker);
  if (isOutdated(body)) {
    front.log.info({ type: body.type }, 'a message of another version was used');
    const say = async (): Promise<string> => {
      const who = await admission;
      return who.kind === 'shut' ? doorText(who.reason, words) : words.mrkdwn('reply.outdated', {});
    };
    return turnAway(front, body, asker, ack, { view: outdatedView(words), say });
  }
  await args.next();
}

/**
 * Who it is, is asked now and not waited for: what a listener does first needs no answer, and the desk gives nothing
 * and the intake decides nothing before there is one. By then it is known.
 */
async function knock(front: Front, { person }: Asker): Promise<Admission> {
  const unknown = { kind: 'shut', reason: 'person_unknown' } as const;
  const admission = await front
    .desk()
    .authorize(person)
    .catch((): Admission => unknown);
  if (admission.kind === 'shut') front.refused(admission.reason);
  return admission;
}

async function screened(front: Front, reason: ScreenedOut, body: Payload, asker: Asker, ack: Ack): Promise<void> {
  front.refused(reason);
  front.log.warn({ reason, kind: incoming(body).kind }, 'a payload was turned away');
  // Somebody of ours in another workspace is told; another app's payload and what has no person are nobody's to answer.
  const text = doorText('other_team', front.languages.known(asker.person.userId));
  const view = refusalView(text, front.languages.known(asker.person.userId));
  const told = reason === 'foreign_team' ? { view, say: () => Promise.resolve(text) } : { view: undefined };
  await turnAway(front, body, asker, ack, { say: undefined, ...told });
}

function oursOf({ identities, policy }: Front): Ours {
  const { teamId, enterpriseId, appId } = identities.known() ?? {};
  const teams = [teamId, enterpriseId, ...(policy().slack.teams ?? [])];
  return { appId, teams: teams.filter((id) => id !== undefined) };
}

/**
 * Whether a payload that has no id of its own in the store comes for the first time. Forms and presses do, by the view
 * and the click, and are safe by that alone; a trigger is used once by Slack itself, so that a silent memory lets it by.
 */
export async function firstTime(front: Front, { trigger_id: trigger }: Payload): Promise<boolean> {
  if (trigger === undefined || trigger === '') return true;
  const first = (await firstWith(front, `trigger:${trigger}`)) ?? true;
  if (!first) front.refused('repeated');
  return first;
}
