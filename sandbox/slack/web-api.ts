/** One call of the Web API: who calls, may they, with what, and what comes back. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerJson, answerText, readBody } from './answer.ts';
import type { Call, Json } from './api.ts';
import { decoded, fromForm } from './arguments.ts';
import { takeCallFault, type CallFault } from './faults.ts';
import { isObject, textOf, type JsonObject } from './json.ts';
import type { Method } from './methods/method.ts';
import { METHODS } from './methods/table.ts';
import type { Limiter } from './rate-limits.ts';
import { Refusal } from './refusal.ts';
import { changed, type State } from './state.ts';

interface Asked {
  readonly args: JsonObject;
  readonly token: Call['token'];
}

export async function answerCall(
  state: State,
  limiter: Limiter | undefined,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) {
    answerText(response, 413, 'Request Entity Too Large');
    return;
  }
  const method = METHODS.get(name);
  const asked = read(state, method, request, body);
  const record = (ok: boolean, error?: string): void => {
    const failure = error === undefined ? {} : { error };
    const args = asked.args as Readonly<Record<string, Json>>;
    state.calls.push({
      at: state.now(),
      method: name,
      token: asked.token,
      args: structuredClone(args),
      ok,
      ...failure,
    });
    changed(state);
  };
  const headers = scopeHeaders(state, method, asked.token);
  response.setHeader('date', new Date(state.now()).toUTCString());

  const fault = takeCallFault(state, name);
  const late = fault?.kind === 'hang' && fault.effect === true ? fault : undefined;
  if (fault !== undefined && late === undefined) {
    const over = await suffer(fault, request, response, record);
    if (over) return;
  }
  const wait = method === undefined ? 0 : (limiter?.take(method, textOf(asked.args['channel'])) ?? 0);
  if (wait > 0) {
    answerRateLimited(response, wait, record);
    return;
  }

  try {
    const result = run(state, method, asked);
    record(true);
    if (late !== undefined && (await left(response, late.ms))) return;
    if (fault?.kind === 'drop_after') request.socket.destroy();
    else if (fault?.kind === 'cut') answerHalf(response);
    else answerJson(response, 200, { ok: true, ...result }, headers);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    record(false, error.code);
    if (fault?.kind === 'drop_after') request.socket.destroy();
    else if (fault?.kind === 'cut') answerHalf(response);
    else answerJson(response, 200, { ok: false, error: error.code, ...error.more }, headers);
  }
}

function run(state: State, method: Method | undefined, asked: Asked): JsonObject {
  if (method === undefined) throw new Refusal('unknown_method');
  authorise(state, method, asked.token);
  return method.run(state, asked.args, asked.token);
}

function authorise(state: State, method: Method, token: Call['token']): void {
  if (method.token === 'none') return;
  if (token === 'none') throw new Refusal('not_authed');
  if (token === 'wrong') throw new Refusal('invalid_auth');
  if (token !== method.token && method.token !== 'either') throw new Refusal('not_allowed_token_type');
  const { scopes } = method;
  if (scopes === undefined || scopes.some((scope) => state.scopes.includes(scope))) return;
  throw new Refusal('missing_scope', { needed: scopes.join(','), provided: state.scopes.join(',') });
}

/** With a JSON body the token must be in the header. The arguments that are recorded hold no token. */
function read(state: State, method: Method | undefined, request: IncomingMessage, body: string): Asked {
  const query = fromForm(new URL(request.url ?? '/', 'http://localhost').search.slice(1));
  const isJson = (request.headers['content-type'] ?? '').startsWith('application/json');
  const json = isJson && method?.json !== false ? jsonBody(body) : {};
  const form = isJson ? {} : fromForm(body);
  const { token: inBody, ...args } = { ...query, ...form, ...withoutToken(json) };
  const header = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return { args: decoded(args), token: tokenKind(state, header ?? textOf(inBody)) };
}

function jsonBody(body: string): JsonObject {
  try {
    const value = JSON.parse(body === '' ? '{}' : body) as unknown;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function withoutToken({ token: _token, ...rest }: JsonObject): JsonObject {
  return rest;
}

function tokenKind(state: State, token: string | undefined): Call['token'] {
  if (token === undefined || token === '') return 'none';
  if (token === state.botToken) return 'bot';
  return token === state.appToken ? 'app' : 'wrong';
}

function scopeHeaders(
  state: State,
  method: Method | undefined,
  token: Call['token'],
): Readonly<Record<string, string>> {
  if (token !== 'bot' && token !== 'app') return {};
  const granted = token === 'app' ? 'connections:write' : state.scopes.join(',');
  const accepted = method?.scopes === undefined ? {} : { 'x-accepted-oauth-scopes': method.scopes.join(',') };
  return { 'x-oauth-scopes': granted, ...accepted };
}

function answerRateLimited(
  response: ServerResponse,
  seconds: number | undefined,
  record: (ok: boolean, error: string) => void,
): void {
  record(false, 'ratelimited');
  const headers = seconds === undefined ? {} : { 'retry-after': String(seconds) };
  answerJson(response, 429, { ok: false, error: 'ratelimited' }, headers);
}

/** The connection ends before the body does. */
function answerHalf(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
  response.write('{"ok":true,', () => response.socket?.destroy());
}

/** True when the call is answered (or lost) by the fault alone. */
async function suffer(
  fault: CallFault,
  request: IncomingMessage,
  response: ServerResponse,
  record: (ok: boolean, error: string) => void,
): Promise<boolean> {
  switch (fault.kind) {
    case 'method':
      record(false, fault.error);
      answerJson(response, 200, { ok: false, error: fault.error });
      return true;
    case 'rate_limit':
      answerRateLimited(response, fault.retryAfterSeconds, record);
      return true;
    case 'http':
      record(false, `http_${fault.status}`);
      answerText(response, fault.status, '<!doctype html><title>Error</title><h1>upstream error</h1>', 'text/html');
      return true;
    case 'hang':
      // A caller that has given up by then has caused nothing; one that still waits is served.
      if (!(await left(response, fault.ms))) return false;
      record(false, 'hung_up');
      return true;
    case 'hollow':
      record(false, 'hollow');
      answerJson(response, 200, { ok: true });
      return true;
    case 'page':
      record(false, 'page');
      answerText(
        response,
        200,
        '<!doctype html><title>Proxy</title><h1>signed out, session=page-secret</h1>',
        'text/html',
      );
      return true;
    case 'cut':
      if (fault.effect === true) return false;
      record(false, 'cut');
      answerHalf(response);
      return true;
    case 'drop_after':
      return false;
    default:
      return fault satisfies never;
  }
}

/** Whether the caller hangs up within this time. */
function left(response: ServerResponse, ms: number): Promise<boolean> {
  if (response.destroyed) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(false), ms).unref();
    const gone = (): void => done(true);
    response.once('close', gone);
    function done(hungUp: boolean): void {
      clearTimeout(timer);
      response.off('close', gone);
      resolve(hungUp);
    }
  });
}
