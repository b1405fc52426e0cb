/**
 * Answers by response_url. The address comes in a payload, so it is only used where it is Slack's own or of the same
 * origin as the Web API that we were told to use (a stand-in on this machine), and it leads nowhere else.
 */
const SLACKS_OWN = 'https://hooks.slack.com';
const RESPOND_MS = 5_000;

export type Respond = (message: object) => Promise<void>;

/** Undefined when there is no address, or one that is not to be used. */
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
    // The address is not in the error: it lets anybody who has it write there.
    if (!answer.ok) throw new Error(`response_url answered ${String(answer.status)}`);
  };
}

export function isSlacks(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  return origin === SLACKS_OWN || origin === new URL(apiUrl).origin;
}
