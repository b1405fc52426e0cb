import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Ready {
  /** Why the process cannot serve people now; empty when it can. */
  readonly problems: readonly string[];
  /** What a person should look at, although it serves. */
  readonly warnings: readonly string[];
}

export type Readiness = () => Promise<Ready>;

export interface Route {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Health, readiness and metrics, in the shape that Bolt's receivers take too. */
export function opsRoutes(
  readiness: Readiness,
  metrics: () => Promise<{ type: string; body: string }>,
  details: () => object = () => ({}),
): Route[] {
  return [
    route('/healthz', () => {
      const body = `${JSON.stringify({ status: 'alive', ...details() })}\n`;
      return Promise.resolve({ status: 200, type: 'application/json', body });
    }),
    route('/readyz', async () => {
      const { problems, warnings } = await readiness();
      const status = problems.length === 0 ? 200 : 503;
      const body = `${JSON.stringify({ status: status === 200 ? 'ready' : 'not ready', problems, warnings })}\n`;
      return { status, type: 'application/json', body };
    }),
    route('/metrics', async () => ({ status: 200, ...(await metrics()) })),
  ];
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function route(path: string, answer: () => Promise<Answer>): Route {
  return {
    path,
    method: 'GET',
    handler: (_request, response) => {
      answer()
        .catch(() => ({ status: 500, type: 'text/plain', body: 'failed\n' }))
        .then(({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body))
        .catch(() => response.destroy());
    },
  };
}
