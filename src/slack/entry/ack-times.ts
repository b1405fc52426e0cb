import type { AckFn, App } from '@slack/bolt';
import { incoming } from './payloads.ts';

/** The kinds of payloads whose acknowledgement is timed. */
export const TIMED_PAYLOADS = ['command', 'action', 'options', 'submission', 'closed', 'shortcut', 'event', 'other'];

/**
 * Reports how long each payload waited for its acknowledgement, in seconds. Measured around what receivers call, because
 * Bolt hands every listener an `ack` of its own. `traced` runs what is done with the payload.
 */
export function timeAcks(
  app: App,
  acknowledged: (kind: string, seconds: number) => void,
  traced: (kind: string, run: () => Promise<void>) => Promise<void> = (_, run) => run(),
): void {
  const process = app.processEvent.bind(app);
  app.processEvent = (event) => {
    const from = performance.now();
    const { kind } = incoming(event.body);
    const ack: AckFn<unknown> = async (response) => {
      await event.ack(response);
      acknowledged(kind, (performance.now() - from) / 1000);
    };
    return traced(kind, () => process({ ...event, ack }));
  };
}
