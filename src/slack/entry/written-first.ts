import type { App } from '@slack/bolt';
import { EVENTS } from '../ids.ts';
import type { Payload } from './payloads.ts';

/**
 * Bolt acknowledges an event before its listener runs, and Slack never sends again what was acknowledged. For a message of
 * ours the listener is first: an event that it could not write down, or whose process ended meanwhile, comes again.
 */
export function acknowledgeWhatIsWritten(app: App): void {
  const handle = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    if ((event.body as Payload).event?.type !== EVENTS.posted) return handle(event);
    await handle({ ...event, ack: () => Promise.resolve() });
    await event.ack();
  };
}
