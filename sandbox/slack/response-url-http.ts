import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerJson, answerText, readBody } from './answer.ts';
import { isObject } from './json.ts';
import { Refusal } from './refusal.ts';
import { respond } from './response-url.ts';
import type { State } from './state.ts';
import { useResponseUrl } from './triggers.ts';

const GONE: ReadonlySet<string> = new Set(['not_found', 'expired_url', 'used_url']);

/** hooks.slack.com: a worn-out URL is 404; what is wrong with the content is 400 (Slack's exact status is not known). */
export async function answerResponseUrl(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  try {
    const made = useResponseUrl(state, new URL(request.url ?? '/', 'http://localhost').pathname);
    const content = JSON.parse(body ?? '') as unknown;
    if (!isObject(content)) throw new Refusal('invalid_payload');
    respond(state, made, content);
    answerText(response, 200, 'ok');
  } catch (error) {
    const code = error instanceof Refusal ? error.code : 'invalid_payload';
    const more = error instanceof Refusal ? error.more : {};
    answerJson(response, GONE.has(code) ? 404 : 400, { ok: false, error: code, ...more });
  }
}
