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

/** Like the SDKs of OpenTelemetry read them: values of headers are percent-encoded. */
export function otlpOf(values: Values, report: Report): Environment['otlp'] {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: text } = values;
  if (endpoint === undefined) return undefined;
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username + url.password + url.search !== '') {
    report('OTEL_EXPORTER_OTLP_ENDPOINT', 'must be a URL such as http://collector:4318');
  } else if (text !== undefined && !isSafe(endpoint)) {
    report('OTEL_EXPORTER_OTLP_ENDPOINT', 'must be https, because headers are sent there');
  }
  const pairs = (text ?? '').split(',').filter((pair) => pair.trim() !== '');
  const headers = pairs.map((pair) => /^\s*([\w-]+)\s*=\s*((?:[^%,]|%[0-9a-f]{2})+?)\s*$/i.exec(pair));
  if (headers.includes(null)) report('OTEL_EXPORTER_OTLP_HEADERS', 'must be name=value,name=value');
  const read = headers.flatMap((pair) => (pair === null ? [] : [[pair[1] ?? '', decodeURIComponent(pair[2] ?? '')]]));
  return { endpoint, headers: Object.fromEntries(read) as Record<string, string> };
}
