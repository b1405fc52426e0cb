import { INSTANCE_ID_SOURCE } from '../value/ids.ts';
import type { ReadCommand } from './command.ts';

// Not the end of a longer word; the id begins connection addresses and stands in the console's links.
const NAMED = new RegExp(`(?<![a-z0-9_-])(${INSTANCE_ID_SOURCE})(?![a-z0-9])(\\.[a-z0-9.-]*aliyuncs\\.com)?`, 'gi');

/**
 * The request that a message is about, such as an alert: with its instance where the message names exactly one, else
 * without. Ids have digits; other words that begin like one (`r-squared`) have none.
 */
export function requestFromMessage(text: string): Extract<ReadCommand, { kind: 'request' }> {
  const [instanceId, ...others] = idsIn(text);
  return { kind: 'request', instanceId: others.length === 0 ? instanceId : undefined, flags: {} };
}

/** Every instance id in it, once. */
export function idsIn(text: string): ReadonlySet<string> {
  const found = [...text.matchAll(NAMED)].map(([, id = '', domain]) => (domain === undefined ? id : idOfHost(id)));
  return new Set(found.map((id) => id.toLowerCase()).filter((id) => /\d/.test(id)));
}

/** A public address begins with the id and `pd`. An id that ends so itself is rarer than a public address. */
function idOfHost(host: string): string {
  return host.replace(/pd$/i, '');
}
