import type { WebClientOptions } from '@slack/web-api';

type Fetch = NonNullable<WebClientOptions['fetch']>;

/** What came instead of an answer of Slack's; its text, which may be anybody's, stays here. */
export class NotSlack extends Error {
  constructor() {
    super('the answer is not JSON of Slack');
    this.name = 'NotSlack';
  }
}

/** Until when nothing is sent after a rate limit that does not say it (a proxy's). */
const PAUSE_S = '5';

/**
 * `fetch` for the clients of Slack's Web API. They read the body only after their own time-out and error handling, so that
 * an answer that is cut off would be thrown as if it were a defect of the caller's, and a page of a proxy would become
 * Slack's error code. Here it is read to its end, and what is not an answer of Slack's is thrown like a lost connection.
 */
export const wholeAnswer: Fetch = async (url, init) => {
  const response = await fetch(url, init);
  const { status, headers } = response;
  if (status === 429 && !/^\d+$/.test(headers.get('retry-after') ?? '')) {
    return new Response(undefined, { status, headers: { 'retry-after': PAUSE_S } });
  }
  if (status !== 200) return response;
  const text = await response.text();
  if (!isAnswer(text)) throw new NotSlack();
  return new Response(text, { status, headers });
};

function isAnswer(text: string): boolean {
  try {
    const answer = JSON.parse(text) as unknown;
    return typeof answer === 'object' && answer !== null && 'ok' in answer && typeof answer.ok === 'boolean';
  } catch {
    return false;
  }
}
