import { type Finding, hint, ok, unknown, warning } from '../core/finding.ts';

/** Whether a bot answers at HOST and PORT, and its health (GET /readyz). Never rejects. */
export async function examineBot({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): Promise<readonly Finding[]> {
  const check = 'bot.ready';
  if (port === 0)
    return [hint(check, 'PORT is 0, so a running bot cannot be found', 'Its log shows the port it listens on.')];
  // Any address of this machine includes this one.
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  const place = `${address}:${String(port)}`;
  try {
    const response = await fetch(`http://${place}/readyz`, { signal: AbortSignal.timeout(3_000) });
    const problems = problemsOf(await response.json());
    if (problems === undefined) return [otherProcess(place)];
    if (problems.length === 0) return [ok(check, `bot at ${place} is ready (database, Slack, configuration)`)];
    return [warning(check, `bot at ${place} is not ready: ${problems.join('; ')}`, 'Check its log.')];
  } catch (error) {
    if (error instanceof SyntaxError) return [otherProcess(place)];
    if (error instanceof Error && error.name === 'TimeoutError') {
      return [
        unknown(check, `the process at ${place} does not answer`, 'If it is the bot, it may hang: check its log.'),
      ];
    }
    return [
      hint(
        check,
        `no bot answers at ${place}`,
        'Expected if it is stopped or runs elsewhere; there, check GET /readyz.',
      ),
    ];
  }
}

function otherProcess(place: string): Finding {
  return warning('bot.ready', `another process listens at ${place}`, 'Stop it, or set PORT to a free port.');
}

function problemsOf(body: unknown): readonly string[] | undefined {
  const { problems } = (typeof body === 'object' && body !== null ? body : {}) as { problems?: unknown };
  return Array.isArray(problems) ? problems.map(String) : undefined;
}
