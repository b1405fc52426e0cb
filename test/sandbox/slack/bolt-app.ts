/** A real Bolt app for these tests: nothing in it knows that the Slack is local. */
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { Slack } from '../../../sandbox/slack/slack.ts';

export interface Running {
  readonly app: App;
  stop(): Promise<void>;
}

export async function socketApp(slack: Slack, listen: (app: App) => void): Promise<Running> {
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    clientPingTimeout: 2000,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions },
  });
  const running = await start(slack, receiver, listen);
  await slack.connected();
  return running;
}

export async function httpApp(
  slack: Slack,
  listen: (app: App) => void,
  secret = slack.signingSecret,
): Promise<Running> {
  const receiver = new HTTPReceiver({ signingSecret: secret, port: 0, logLevel: LogLevel.ERROR });
  const running = await start(slack, receiver, listen, { host: '127.0.0.1', port: 0 });
  return running;
}

async function start(
  slack: Slack,
  receiver: SocketModeReceiver | HTTPReceiver,
  listen: (app: App) => void,
  address?: { readonly host: string; readonly port: number },
): Promise<Running> {
  const app = new App({
    token: slack.botToken,
    receiver,
    convoStore: false,
    deferInitialization: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
  listen(app);
  await app.init();
  const server: unknown = address === undefined ? await app.start() : await app.start(address);
  const port = portOf(server);
  if (port !== undefined) slack.setRequestUrl(`http://127.0.0.1:${port}/slack/events`);
  return {
    app,
    async stop() {
      await app.stop();
    },
  };
}

function portOf(server: unknown): number | undefined {
  if (typeof server !== 'object' || server === null || !('address' in server)) return undefined;
  const address = (server.address as () => { port: number } | null)();
  return address?.port;
}
