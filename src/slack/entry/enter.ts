/** What every payload passes before its listener, in this order: the screen, the access check, and the names of this version. */
import type { AllMiddlewareArgs, AnyMiddlewareArgs } from '@slack/bolt';
import { parseCommand } from '../../core/command/parse.ts';
import { readRequestId } from '../../core/command/words.ts';
import { USER_ID } from '../../core/value/ids.ts';
import type { Access, RefusedAct } from '../../workflow/ports.ts';
import type { Invocation, SlackContext } from './context.ts';
import { EVENTS, NEW_REQUEST } from '../ids.ts';
import { outdatedView } from '../listeners/submit-form.ts';
import { isOutdated } from './outdated.ts';
import { invocationOf, incoming, isQuestion, type Payload } from './payloads.ts';
import { accessText, refusalView } from '../messages/refusals.ts';
import { screen, type Ours, type ScreenedOut } from './screen.ts';
import { firstWith } from './signed.ts';
import { turnAway, type Ack } from './turn-away.ts';

type Args = AllMiddlewareArgs & AnyMiddlewareArgs;

export async function enter(context: SlackContext, args: Args): Promise<void> {
  const body = args.body as Payload;
  const invocation = invocationOf(body, context.apiUrl);
  const ack: Ack = 'ack' in args ? (args.ack as Ack) : () => Promise.resolve();
  const words = context.languages.known(invocation.person.userId);
  const out = screen(body, oursOf(context));
  if (out !== undefined) return screened(context, out, body, invocation, ack);

  if (body.event?.type === EVENTS.posted) return args.next();
  const access = startAuthorization(context, invocation, body);
  if (isOutdated(body)) {
    context.log.info({ type: body.type }, 'a button or form of another version was used');
    const say = async (): Promise<string> => {
      const who = await access;
      if (who.kind === 'member') await context.desk.turnedAway(who.person, 'outdated', actOf(body));
      return who.kind === 'no_access' ? accessText(who.reason, words) : words.mrkdwn('reply.outdated', {});
    };
    return turnAway(context, body, invocation, ack, { view: outdatedView(words), say });
  }
  await args.next();
}

/**
 * Starts the authorization lookup without awaiting it: Slack needs its acknowledgement within 3 s, and the desk and the
 * intake check the person again before they reveal or decide anything.
 */
async function startAuthorization(context: SlackContext, { person }: Invocation, body: Payload): Promise<Access> {
  const unknown = { kind: 'no_access', reason: 'person_unknown' } as const;
  const access = await context.desk.authorize(person).catch((): Access => unknown);
  if (access.kind === 'member') return access;
  context.refused(access.reason);
  // Forms and presses are stored, and their refusal is written down with them.
  if (isQuestion(body) || body.actions?.[0]?.action_id === NEW_REQUEST || isOutdated(body)) {
    await context.desk.turnedAway(person, access.reason, actOf(body));
  }
  return access;
}

/** What the audit log calls it. */
function actOf(body: Payload): RefusedAct {
  const { kind, ...rest } = incoming(body);
  const [pressed] = body.actions ?? [];
  if (kind === 'action') {
    return {
      kind: 'click',
      button: (pressed?.action_id ?? '').slice(0, 40),
      requestId: readRequestId(pressed?.value ?? ''),
    };
  }
  if (kind === 'command') return { kind: 'command', action: parseCommand(body.text ?? '').kind };
  return { kind: 'command', action: 'id' in rest ? rest.id.slice(0, 40) : kind };
}

async function screened(
  context: SlackContext,
  reason: ScreenedOut,
  body: Payload,
  invocation: Invocation,
  ack: Ack,
): Promise<void> {
  context.refused(reason);
  context.log.warn({ reason, kind: incoming(body).kind }, 'a payload was rejected');
  // Only a person in another workspace gets an answer; a payload of another app, or without a person, gets none.
  const text = accessText('other_team', context.languages.known(invocation.person.userId));
  const view = refusalView(text, context.languages.known(invocation.person.userId));
  const told = reason === 'foreign_team' ? { view, say: () => Promise.resolve(text) } : { view: undefined };
  await turnAway(context, body, invocation, ack, { say: undefined, ...told });
  if (reason === 'foreign_team' && USER_ID.test(invocation.person.userId)) {
    await context.desk.turnedAway(invocation.person, 'other_team', actOf(body));
  }
}

function oursOf({ identities, policy }: SlackContext): Ours {
  const { teamId, enterpriseId, appId } = identities.known() ?? {};
  const teams = [teamId, enterpriseId, ...(policy().slack.teams ?? [])];
  return { appId, teams: teams.filter((id) => id !== undefined) };
}

/**
 * Whether a payload is not a repeat. For payloads without an id of their own in the store: forms and presses have one
 * (the view, the click) and need no check. If the store doesn't answer in time, the payload passes, because Slack itself
 * accepts a trigger only once.
 */
export async function firstTime(context: SlackContext, { trigger_id: trigger }: Payload): Promise<boolean> {
  return trigger === undefined || trigger === '' || firstOf(context, `trigger:${trigger}`);
}

/** The same for a key of another payload that Slack may send again. */
export async function firstOf(context: SlackContext, key: string): Promise<boolean> {
  const first = (await firstWith(context, key)) ?? true;
  if (!first) context.refused('repeated');
  return first;
}
