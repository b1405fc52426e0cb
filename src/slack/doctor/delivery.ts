import type { WebClient } from '@slack/web-api';
import { type Finding, hint, ok, problem } from '../../core/finding.ts';
import { asFault, faultOf } from '../web/faults.ts';
import { slackTrouble } from './trouble.ts';
import type { Owner } from './token.ts';

const APP_TOKEN = 'slack.app-token';

/**
 * Whether Slack could reach the bot. apps.connections.open returns an address, to which the doctor does not connect: Slack
 * would send that connection a share of what people do.
 */
export async function socketFindings(
  bot: WebClient,
  app: WebClient,
  owner: Owner | undefined,
): Promise<readonly Finding[]> {
  const [token, apart] = await Promise.all([appTokenFinding(app), strangerFinding(bot, app, owner)]);
  return [...(apart === undefined || token.status !== 'ok' ? [token] : [apart]), CONNECTIONS, INTERACTIVITY, HOME];
}

export function httpFindings(): readonly Finding[] {
  const fix = 'If the bot logs refused signatures, copy it again from “Basic Information”.';
  return [hint('slack.signing-secret', 'cannot be verified from here', fix), INTERACTIVITY, HOME];
}

async function appTokenFinding(app: WebClient): Promise<Finding> {
  try {
    await asFault(() => app.apps.connections.open({}));
    return ok(APP_TOKEN, 'can open Socket Mode connections');
  } catch (error) {
    const fault = faultOf(error);
    if (fault.temporary) return slackTrouble(APP_TOKEN, 'Slack request failed', fault);
    const fix =
      'Enable “Socket Mode”, and create an app-level token with connections:write under “Basic Information” for SLACK_APP_TOKEN.';
    return problem(APP_TOKEN, `cannot open a Socket Mode connection: ${fault.code}`, fix);
  }
}

/** Two apps are easily mixed up; then the bot is connected and receives nothing. */
async function strangerFinding(bot: WebClient, app: WebClient, owner: Owner | undefined): Promise<Finding | undefined> {
  if (owner === undefined) return undefined;
  try {
    const [ofBot, ofApp] = await Promise.all([bot.bots.info({ bot: owner.botId }), app.auth.test()]);
    const [one, other] = [ofBot.bot?.app_id, ofApp.app_id];
    if (one === undefined || other === undefined || one === other) return undefined;
    const what = `belongs to app ${other}, but the bot token to ${one}`;
    return problem(APP_TOKEN, what, 'Take both tokens from the same app.');
  } catch {
    // The other checks of these tokens report it.
    return undefined;
  }
}

const CONNECTIONS = hint(
  'slack.connections',
  'the number of processes connected as this app cannot be seen from here',
  'Each receives a share of the clicks: stop leftover processes, and use a separate app for development.',
);

const INTERACTIVITY = hint(
  'slack.interactivity',
  'cannot be verified from here',
  'If buttons report that the app “has not been configured”, enable “Interactivity & Shortcuts” of the app.',
);

const HOME = hint(
  'slack.app-home',
  'cannot be verified from here',
  'If App Home stays empty, or shortcuts or answers to mentions are missing, update the app from the manifest and reinstall it.',
);
