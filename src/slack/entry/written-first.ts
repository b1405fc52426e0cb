import type { App } from '@slack/bolt';

/**
 * Bolt acknowledges an event before its listener runs, and Slack sends what was acknowledged never again. Here the listener
 * is first: an event that it could not write down, or whose process ended meanwhile, stays unacknowledged and comes again.
 */
export function acknowledgeWhatIsWritten(app: App): void {
  const handle = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    if (event.body['type'] !== 'event_callback') return handle(event);
    await handle({ ...event, ack: () => Promise.resolve() });
    await event.ack();
  };
}
