/**
 * Answers by response_url. The address comes from a payload, so it is only used if it is Slack's own or has the origin of
 * the configured Web API (the local sandbox), and redirects are refused.
 */
const SLACKS_OWN = 'https://hooks.slack.com';
const RESPOND_MS = 5_000;

export type Respond = (message: object) => Promise<void>;

/** Undefined without an address, or with one that must not be used. */
export function responder(url: string | undefined, apiUrl: string): Respond | undefined {
  if (url === undefined || !isSlacks(url, apiUrl)) return undefined;
  return async (message) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: AbortSignal.timeout(RESPOND_MS),
    });
    await answer.body?.cancel();
    // The error omits the address: anyone who has it could post there.
    if (!answer.ok) throw new Error(`response_url answered ${String(answer.status)}`);
  };
}

export function isSlacks(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  return origin === SLACKS_OWN || origin === new URL(apiUrl).origin;
}
