/** Tells the mirror channels what belongs to no request: locks, changes of the configuration, the audit log itself. */
import type { MessageRef } from '../../core/request/request.ts';
import { ANNOUNCEMENTS, strayJob } from '../../core/request/step.ts';
import { pendingAt, say, tryAgain } from '../ask/say.ts';
import type { World } from '../world.ts';

export async function publishAnnouncements(world: World): Promise<void> {
  const { records, notifier, policy } = world;
  const { mirror } = policy().slack;
  const undelivered = await records.undelivered(ANNOUNCEMENTS);
  const faults: unknown[] = [];
  for (const place of mirror) {
    const saying = { id: ANNOUNCEMENTS, place, post: notifier.announce.bind(notifier, place) } as const;
    await say(world, saying, pendingAt(place, undelivered)).catch((fault: unknown) => faults.push(fault));
  }
  await records.closeDelivered(ANNOUNCEMENTS, mirror, []);
  await tryAgain(world, ANNOUNCEMENTS, faults);
}

/** A second message with the same lines: no request keeps it in mind until it is deleted, so its job does. */
export async function deleteStray(world: World, message: MessageRef): Promise<void> {
  await world.notifier.deleteMessage(message).catch((fault: unknown) => tryAgain(world, strayJob(message).id, [fault]));
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
