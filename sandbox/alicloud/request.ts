import type { IncomingMessage } from 'node:http';
import type { Site } from './state.ts';

export interface RpcRequest {
  readonly method: string;
  readonly path: string;
  /** The billing site whose address was called, by the path. */
  readonly site: Site;
  readonly contentType: string | undefined;
  /** Query and form together. A name that comes twice is not documented; the last one counts here. */
  readonly params: Readonly<Record<string, string>>;
  readonly queryNames: readonly string[];
}

const MAX_BODY_BYTES = 1_000_000;

/**
 * Reads one RPC call. The real sites differ by host; on one port the first path segment stands for it: `/china/` and
 * `/international/` are the two billing endpoints, any other path is the account's own.
 */
export async function readRequest(incoming: IncomingMessage, ownSite: Site): Promise<RpcRequest> {
  const url = new URL(incoming.url ?? '/', 'http://sandbox');
  const contentType = incoming.headers['content-type'];
  const body = await readBody(incoming);
  const isForm = contentType?.split(';')[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
  const form = isForm ? new URLSearchParams(body) : new URLSearchParams();
  const params: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of [...url.searchParams, ...form]) params[name] = value;
  const segment = url.pathname.split('/')[1];
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    site: segment === 'china' || segment === 'international' ? segment : ownSite,
    contentType,
    params,
    queryNames: [...new Set(url.searchParams.keys())],
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error('The request body is larger than the sandbox reads');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
