import type { ViewResponseAction } from '@slack/bolt';
import { CHOICES } from './form/form.ts';
import type { Asker, Front } from './front.ts';
import { outdatedView } from './listeners/submit-form.ts';
import { said } from './reading.ts';
import { incoming, type Payload } from './payloads.ts';
import { whisper } from './whisper.ts';

/** Every name this version listens to; the manifest and the renderers are held to it by a test. */
export const KNOWN = {
  command: ['/redis-resize'],
  action: ['approve', 'reject', 'withdraw', 'recheck', ...CHOICES],
  options: ['instance', 'target_class', 'coupon_no'],
  submission: ['resize', 'reject'],
} as const;

/** Whether a payload is for a name of another version: an old message after a release, a renamed button. */
export function isOutdated(body: Payload): boolean {
  const { kind, ...rest } = incoming(body);
  if (kind === 'other') return false;
  const names: readonly string[] = kind in KNOWN ? KNOWN[kind as keyof typeof KNOWN] : [];
  return !('id' in rest && names.includes(rest.id));
}

type Ack = (answer?: ViewResponseAction | { options: [] }) => Promise<void>;

/** Without this Slack would wait for an answer that never comes, and the person would see an error. */
export async function answerOutdated(front: Front, body: Payload, asker: Asker, ack: Ack): Promise<void> {
  const words = front.languages.known(asker.person.userId);
  switch (incoming(body).kind) {
    case 'options':
      return ack({ options: [] });
    case 'submission':
      return ack({ response_action: 'update', view: outdatedView(words) });
    case 'closed':
      return ack();
    case 'command':
    case 'action':
    case 'shortcut':
      await ack();
      await whisper(front, asker, said(words.mrkdwn('reply.outdated', {})));
      return;
    default:
      return;
  }
}
