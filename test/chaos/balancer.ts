/** HTTP mode: what stands in front of the bots, and passes each of Slack's requests to the next that takes it. */
import { createServer, request as send } from 'node:http';

export interface Balancer {
  close(): void;
}

export async function openBalancer(port: number, bots: () => readonly number[]): Promise<Balancer> {
  let turn = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('error', () => response.destroy());
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      turn += 1;
      const ports = bots();
      pass(ports.map((_, n) => ports[(n + turn) % ports.length] ?? 0));
    });
    function pass([first, ...more]: readonly number[]): void {
      if (first === undefined) return void response.writeHead(502).end();
      const { method, url: path, headers } = request;
      const onward = send({ port: first, host: '127.0.0.1', method, path, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      });
      // Only what certainly did not arrive goes to another one.
      onward.on('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ECONNREFUSED' ? pass(more) : response.destroy(),
      );
      response.on('close', () => onward.destroy());
      onward.end(Buffer.concat(parts));
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
