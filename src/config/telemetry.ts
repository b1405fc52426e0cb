/** What is told to other systems, as far as the environment names them. */
import type { Environment } from './environment.ts';
import { isLoopback } from './fields.ts';

type Report = (name: string, message: string, hint?: { readonly hint?: string }) => void;
type Values = Readonly<Partial<Record<string, string>>>;

/** Standard Webhooks: from 24 to 64 random bytes. */
const SECRET = /^whsec_(?=[A-Za-z0-9+/]{32,88}={0,2}$)(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function webhookOf(values: Values, report: Report): Environment['webhook'] {
  const { AUDIT_WEBHOOK_URL: url, AUDIT_WEBHOOK_SECRET: secret } = values;
  if (url === undefined && secret === undefined) return undefined;
  if (url === undefined) report('AUDIT_WEBHOOK_URL', 'is missing', { hint: 'set URL and secret, or neither' });
  else if (!isSafe(url)) report('AUDIT_WEBHOOK_URL', 'must be an https URL; http only to this machine');
  if (secret === undefined) report('AUDIT_WEBHOOK_SECRET', 'is missing', { hint: MAKE });
  else if (!SECRET.test(secret)) report('AUDIT_WEBHOOK_SECRET', 'must be whsec_ and base64', { hint: MAKE });
  return { url: url ?? '', secret: secret ?? '' };
}

const MAKE = 'make one with: echo "whsec_$(openssl rand -base64 32)"';

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return username + password === '' && (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)));
}
