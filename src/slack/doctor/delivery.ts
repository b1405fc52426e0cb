import type { WebClient } from '@slack/web-api';
import { type Finding, hint, ok, problem } from '../../core/finding.ts';
import { asFault, faultOf } from '../web/faults.ts';
import { slackTrouble } from './trouble.ts';
import type { Owner } from './token.ts';

const APP_TOKEN = 'slack.app-token';

/**
 * Whether Slack could reach the bot. apps.connections.open makes an address that nobody connects to here: a connection
 * of our own would be given a share of what people do.
 */
export async function socketFindings(
  bot: WebClient,
  app: WebClient,
  owner: Owner | undefined,
): Promise<readonly Finding[]> {
  const [token, apart] = await Promise.all([appTokenFinding(app), strangerFinding(bot, app, owner)]);
  return [...(apart === undefined || token.status !== 'ok' ? [token] : [apart]), CONNECTIONS, INTERACTIVITY];
}

export function httpFindings(): readonly Finding[] {
  const fix = 'If the bot’s log tells of refused signatures, copy it again from “Basic Information”.';
  return [hint('slack.signing-secret', 'whether it is the app’s cannot be seen from here', fix), INTERACTIVITY];
}

async function appTokenFinding(app: WebClient): Promise<Finding> {
  try {
    await asFault(() => app.apps.connections.open({}));
    return ok(APP_TOKEN, 'opens connections of Socket Mode');
  } catch (error) {
    const fault = faultOf(error);
    if (fault.temporary) return slackTrouble(APP_TOKEN, 'Slack could not be asked', fault);
    const fix =
      'Switch on “Socket Mode”, and make an app-level token with connections:write under “Basic Information” for SLACK_APP_TOKEN.';
    return problem(APP_TOKEN, `no connection of Socket Mode can be opened: ${fault.code}`, fix);
  }
}

/** Two apps are easily mixed up, and then the bot is connected and hears nothing. */
async function strangerFinding(bot: WebClient, app: WebClient, owner: Owner | undefined): Promise<Finding | undefined> {
  if (owner === undefined) return undefined;
  try {
    const [ofBot, ofApp] = await Promise.all([bot.bots.info({ bot: owner.botId }), app.auth.test()]);
    const [one, other] = [ofBot.bot?.app_id, ofApp.app_id];
    if (one === undefined || other === undefined || one === other) return undefined;
    const what = `it is of the app ${other}, the bot token of ${one}`;
    return problem(APP_TOKEN, what, 'Take both tokens from the same app.');
  } catch {
    // Told by the other checks of these tokens.
    return undefined;
  }
}

const CONNECTIONS = hint(
  'slack.connections',
  'how many processes hold a connection of this app cannot be seen without opening one',
  'Each gets a share of the clicks: stop those that are left over, and use an app of its own for development.',
);

const INTERACTIVITY = hint(
  'slack.interactivity',
  'cannot be seen from here',
  'If buttons say that the app “has not been configured”, switch on “Interactivity & Shortcuts” of the app.',
);
