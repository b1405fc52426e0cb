import { createHash } from 'node:crypto';
import type { Policy } from '../../core/policy/policy-model.ts';
import type { Notifier } from '../../workflow/ports.ts';
import type { Clients } from '../web/clients.ts';
import type { Identities } from '../web/identity.ts';
import type { Languages } from '../web/languages.ts';
import { HOMES, type Pace } from '../web/pace.ts';
import { homeView } from './home.ts';

/** Publishes App Homes at Slack's pace, and none that would look as it does. */
export function createHomes(edge: {
  readonly clients: Clients;
  readonly identities: Identities;
  readonly languages: Languages;
  readonly policy: () => Policy;
  readonly now: () => Date;
  readonly pace: Pace;
}): Notifier['showHome'] {
  const { clients, identities, languages, policy, now, pace } = edge;
  return async ({ userId }, home, shown) => {
    const [words, { botName, url }] = await Promise.all([languages.own(userId), identities.get()]);
    const view = homeView(home, { words, policy: policy(), now: now(), botName, workspaceUrl: url });
    const digest = createHash('sha256').update(JSON.stringify(view)).digest('hex').slice(0, 16);
    if (digest !== shown) {
      const call = { lane: 'home', rate: HOMES, channelId: userId, who: userId };
      // Not repeated by the client: a repeated call could come after a newer one.
      await pace.run(call, () => clients.post.views.publish({ user_id: userId, view }));
    }
    return digest;
  };
}
