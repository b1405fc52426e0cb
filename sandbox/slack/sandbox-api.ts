/** The JSON API of api.ts over HTTP. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { perform } from './acts.ts';
import type { Sandbox } from './deliver.ts';
import { answerJson, answerText, isFromElsewhere, readBody } from './answer.ts';
import type { Fault } from './api.ts';
import { actOf, faultOf } from './sandbox-body.ts';
import { snapshotFor } from './snapshot.ts';
import { answerFile } from './static-files.ts';

export async function answerSandbox(
  sandbox: Sandbox,
  fault: (fault: Fault) => void,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const path = url.pathname.slice('/sandbox/'.length);
  const as = url.searchParams.get('as') ?? '';
  if (request.method === 'POST') return answerPost(sandbox, fault, path, request, response);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    answerText(response, 405, 'Method not allowed');
    return;
  }
  if (path === 'changes') {
    streamChanges(sandbox, request, response);
    return;
  }
  const known = knownPaths(sandbox, as)[path];
  if (known !== undefined) {
    const body = known();
    answerJson(response, body === undefined ? 404 : 200, body ?? { error: 'no such user' });
    return;
  }
  // The raw URL, because the parsed one has already lost its `..`.
  await answerFile(response, (request.url ?? '').replace(/[?#].*$/, '').slice('/sandbox/'.length));
}

function knownPaths(sandbox: Sandbox, as: string): Readonly<Record<string, () => unknown>> {
  return {
    state: () => snapshotFor(sandbox.state, as, sandbox.connected()),
    calls: () => sandbox.state.calls,
    deliveries: () => sandbox.state.deliveries,
  };
}

async function answerPost(
  sandbox: Sandbox,
  fault: (fault: Fault) => void,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (isFromElsewhere(request)) {
    answerText(response, 403, 'Other origin');
    return;
  }
  const body = await readBody(request);
  const act = path === 'act' ? actOf(body) : undefined;
  if (act !== undefined) {
    answerJson(response, 200, await perform(sandbox, act));
    return;
  }
  const wanted = path === 'fault' ? faultOf(body) : undefined;
  if (wanted !== undefined) {
    fault(wanted);
    answerJson(response, 200, {});
    return;
  }
  const known = path === 'act' || path === 'fault';
  answerJson(response, known ? 400 : 404, { error: known ? 'not understood' : 'not found' });
}

const QUIET_MS = 20;
const KEEP_ALIVE_MS = 15_000;

/** Several changes within a moment are one event. */
function streamChanges({ state }: Sandbox, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache',
    connection: 'keep-alive',
  });
  response.write(': hello\n\n');
  let timer: NodeJS.Timeout | undefined;
  const listener = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      response.write('event: changed\ndata: {}\n\n');
    }, QUIET_MS);
  };
  state.listeners.add(listener);
  const alive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS).unref();
  request.on('close', () => {
    state.listeners.delete(listener);
    clearTimeout(timer);
    clearInterval(alive);
  });
}
