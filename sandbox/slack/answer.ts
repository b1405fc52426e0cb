/** Small things about HTTP that several files need. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers the requests under a path. */
export type Answerer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const MAX_BODY = 4 * 1024 * 1024;

/** Whether a page of another site sent it, from the browser of the person who runs this. */
export function isFromElsewhere({ headers: { origin, host } }: IncomingMessage): boolean {
  return origin !== undefined && origin !== `http://${host ?? ''}`;
}

/** The body as text; undefined when it is larger than anything this Slack takes. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return size > MAX_BODY ? undefined : Buffer.concat(chunks).toString('utf8');
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

export function answerText(response: ServerResponse, status: number, text: string, type = 'text/plain'): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` });
  response.end(text);
}
