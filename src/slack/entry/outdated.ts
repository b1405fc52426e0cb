import { BUTTONS } from '../../core/request/state.ts';
import { CHOICES } from '../form/form.ts';
import { EVENTS, NEW_REQUEST, RESIZE_BACK, SHORTCUTS } from '../ids.ts';
import { PICK } from '../messages/naming.ts';
import { incoming, type Payload } from './payloads.ts';

/** Every name this version listens to. A test compares it with the manifest and the renderers. */
export const KNOWN = {
  command: ['/redis-resize'],
  action: [...BUTTONS, NEW_REQUEST, RESIZE_BACK, PICK, ...CHOICES],
  options: ['instance', 'target_class', 'coupon_no'],
  submission: ['resize', 'approve', 'reject', 'settle', 'break_glass', 'confirm'],
  shortcut: Object.values(SHORTCUTS),
  event: Object.values(EVENTS),
} as const;

/** Whether a payload is for a name that this version doesn't have: an old message after a release, a renamed button. */
export function isOutdated(body: Payload): boolean {
  const { kind, ...rest } = incoming(body);
  if (kind === 'other') return false;
  const names: readonly string[] = kind in KNOWN ? KNOWN[kind as keyof typeof KNOWN] : [];
  return !('id' in rest && names.includes(rest.id));
}
