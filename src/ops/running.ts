import { type Finding, hint, ok, unknown, warning } from '../core/finding.ts';

/** Whether a bot answers at HOST and PORT, and how it says it is (GET /readyz). Never rejects. */
export async function examineBot({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): Promise<readonly Finding[]> {
  const check = 'bot.ready';
  if (port === 0)
    return [hint(check, 'PORT is 0, so a running bot cannot be asked', 'Its log says at which port it listens.')];
  // Any address of this machine includes this one.
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  const place = `${address}:${String(port)}`;
  try {
    const response = await fetch(`http://${place}/readyz`, { signal: AbortSignal.timeout(3_000) });
    const problems = problemsOf(await response.json());
    if (problems === undefined) return [stranger(place)];
    if (problems.length === 0)
      return [ok(check, `a bot at ${place} is ready: its database, Slack and configuration are`)];
    return [warning(check, `a bot at ${place} is not ready: ${problems.join('; ')}`, 'See its log.')];
  } catch (error) {
    if (error instanceof SyntaxError) return [stranger(place)];
    if (error instanceof Error && error.name === 'TimeoutError') {
      return [unknown(check, `what listens at ${place} does not answer`, 'Is it a bot that hangs? See its log.')];
    }
    return [
      hint(check, `no bot answers at ${place}`, 'Fine when it is stopped, or runs elsewhere; ask GET /readyz there.'),
    ];
  }
}

function stranger(place: string): Finding {
  return warning('bot.ready', `something else listens at ${place}`, 'Stop it, or set PORT to another.');
}

function problemsOf(body: unknown): readonly string[] | undefined {
  const { problems } = (typeof body === 'object' && body !== null ? body : {}) as { problems?: unknown };
  return Array.isArray(problems) ? problems.map(String) : undefined;
}
