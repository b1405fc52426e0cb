/** Tells the mirror channels what belongs to no request: locks, changes of the configuration, the audit log itself. */
import { SlackFault } from '../../core/faults.ts';
import { ANNOUNCEMENTS } from '../../core/request/step.ts';
import { later, type World } from '../world.ts';

export async function publishAnnouncements(world: World): Promise<void> {
  const { records, notifier, log, policy, clock } = world;
  const waits: number[] = [];
  for (const { event, deliveredTo } of await records.undeliveredAnnouncements()) {
    const missing = policy().slack.mirror.filter((id) => !deliveredTo.includes(id));
    let waiting = 0;
    for (const channelId of missing) {
      try {
        await notifier.announce(channelId, event);
      } catch (fault) {
        if (!(fault instanceof SlackFault)) throw fault;
        if (fault.retryAfterMs !== undefined) {
          waits.push(fault.retryAfterMs);
          waiting += 1;
          continue;
        }
        if (fault.temporary) throw fault;
        log.error({ channel: channelId, code: fault.code }, 'cannot write to a mirror channel');
      }
      await records.markDelivered([event.seq], channelId);
    }
    if (waiting === 0) await records.markDelivered([event.seq], 'everywhere');
  }
  if (waits.length === 0) return;
  await records.enqueue({ queue: 'publish', id: ANNOUNCEMENTS, after: later(clock, Math.min(...waits)) });
}

/** The configuration file as one replica found it. */
type ConfigurationNews =
  | { readonly kind: 'reloaded'; readonly version: string }
  | { readonly kind: 'kept'; readonly version: string; readonly problems: readonly string[] };

/** Problems that are told by name; `redis-resize check` tells all. */
const TOLD = 3;

/** At the start and at each change: the first replica to notice writes it down, mirror channels hear of it. Never throws. */
export async function auditConfiguration({ records, policy, log }: World, news: ConfigurationNews): Promise<void> {
  const { file: path, rules, denials } = policy();
  const about = { version: news.version, file: path.split(/[\\/]/).at(-1) ?? path };
  const event =
    news.kind === 'reloaded'
      ? ({ kind: 'config_taken', actor: 'bot', data: { ...about, rules: rules.length + denials.length } } as const)
      : ({ kind: 'config_refused', actor: 'bot', data: { ...about, ...firstOf(news.problems) } } as const);
  await records.noteConfiguration(event).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : 'unknown';
    log.error({ reason }, 'the configuration is not written down');
  });
}

function firstOf(problems: readonly string[]) {
  return { count: problems.length, problems: problems.slice(0, TOLD).join('\n') };
}
