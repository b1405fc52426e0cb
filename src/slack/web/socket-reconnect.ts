/** The library opens a lost connection anew, and leaves nobody to hear when that fails: the process would end of it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../core/log.ts';
import { describe } from './log.ts';

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** From the first connection on, opening goes on until it works, or until what this returns is called. */
export function keepReconnecting(client: SocketModeReceiver['client'], log: Log): () => void {
  const start = client.start.bind(client);
  let connected = false;
  let ended = false;
  client.start = async () => {
    for (let ms = FIRST_MS; ; ms = Math.min(ms * 2, LONGEST_MS)) {
      try {
        const opened = await start();
        connected = true;
        return opened;
      } catch (error) {
        if (!connected) throw error;
        if (!ended) log.error({ error: describe(error) }, 'Slack refuses to open a connection again; trying on');
        if (!ended) await pause(ms, undefined, { ref: false });
        // Nobody waits for it.
        if (ended) return new Promise(() => undefined);
      }
    }
  };
  return () => (ended = true);
}
