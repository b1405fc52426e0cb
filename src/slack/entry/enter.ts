/** What every payload passes before its listener, in this order: the screen, the door, and the names of this version. */
import type { AllMiddlewareArgs, AnyMiddlewareArgs } from '@slack/bolt';
import type { Access } from '../../workflow/ports.ts';
import type { Invocation, SlackContext } from './context.ts';
import { outdatedView } from '../listeners/submit-form.ts';
import { isOutdated } from './outdated.ts';
import { invocationOf, incoming, type Payload } from './payloads.ts';
import { accessText } from '../messages/refusals.ts';
import { screen, type Ours, type ScreenedOut } from './screen.ts';
import { firstWith } from './signed.ts';
import { refusalView, turnAway, type Ack } from './turn-away.ts';

type Args = AllMiddlewareArgs & AnyMiddlewareArgs;

export async function enter(context: SlackContext, args: Args): Promise<void> {
  const body = args.body as Payload;
  const invocation = invocationOf(body, context.apiUrl);
  const ack: Ack = 'ack' in args ? (args.ack as Ack) : () => Promise.resolve();
  const words = context.languages.known(invocation.person.userId);
  const out = screen(body, oursOf(context));
  if (out !== undefined) return screened(context, out, body, invocation, ack);

  const access = startAuthorization(context, invocation);
  if (isOutdated(body)) {
    context.log.info({ type: body.type }, 'a message of another version was used');
    const say = async (): Promise<string> => {
      const who = await access;
      return who.kind === 'no_access' ? accessText(who.reason, words) : words.mrkdwn('reply.outdated', {});
    };
    return turnAway(context, body, invocation, ack, { view: outdatedView(words), say });
  }
  await args.next();
}

/**
 * Who it is, is asked now and not waited for: what a listener does first needs no answer, and the desk gives nothing
 * and the intake decides nothing before there is one. By then it is known.
 */
async function startAuthorization(context: SlackContext, { person }: Invocation): Promise<Access> {
  const unknown = { kind: 'no_access', reason: 'person_unknown' } as const;
  const access = await context.desk.authorize(person).catch((): Access => unknown);
  if (access.kind === 'no_access') context.refused(access.reason);
  return access;
}

async function screened(
  context: SlackContext,
  reason: ScreenedOut,
  body: Payload,
  invocation: Invocation,
  ack: Ack,
): Promise<void> {
  context.refused(reason);
  context.log.warn({ reason, kind: incoming(body).kind }, 'a payload was turned away');
  // Somebody of ours in another workspace is told; another app's payload and what has no person are nobody's to answer.
  const text = accessText('other_team', context.languages.known(invocation.person.userId));
  const view = refusalView(text, context.languages.known(invocation.person.userId));
  const told = reason === 'foreign_team' ? { view, say: () => Promise.resolve(text) } : { view: undefined };
  await turnAway(context, body, invocation, ack, { say: undefined, ...told });
}

function oursOf({ identities, policy }: SlackContext): Ours {
  const { teamId, enterpriseId, appId } = identities.known() ?? {};
  const teams = [teamId, enterpriseId, ...(policy().slack.teams ?? [])];
  return { appId, teams: teams.filter((id) => id !== undefined) };
}

/**
 * Whether a payload that has no id of its own in the store comes for the first time. Forms and presses do, by the view
 * and the click, and are safe by that alone; a trigger is used once by Slack itself, so that a silent memory lets it by.
 */
export async function firstTime(context: SlackContext, { trigger_id: trigger }: Payload): Promise<boolean> {
  if (trigger === undefined || trigger === '') return true;
  const first = (await firstWith(context, `trigger:${trigger}`)) ?? true;
  if (!first) context.refused('repeated');
  return first;
}
