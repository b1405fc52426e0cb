import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { loggedParams } from './call-log.ts';
import type { CallRecord } from './call-log.ts';
import { refusalOf } from './faults.ts';
import type { CloudFaultSpec, FaultQueue } from './faults.ts';
import { authenticate, rememberNonce } from './gateway.ts';
import { keyMay } from './keys.ts';
import type { AccessKey } from './keys.ts';
import { BSS, CMS, RKVSTORE } from './operation.ts';
import type { Operation, Product } from './operation.ts';
import { findOperation } from './operations.ts';
import { refuseWrongSite } from './operations/billing-orders.ts';
import { checkParams, unknownNames } from './params.ts';
import { Refusal, refuse } from './refusal.ts';
import { formatOf, renderAnswer, renderRefusal } from './render.ts';
import type { Rendered } from './render.ts';
import { readRequest } from './request.ts';
import type { RpcRequest } from './request.ts';
import { settle } from './state.ts';
import type { State } from './state.ts';

interface Backend {
  readonly state: State;
  readonly faults: FaultQueue;
  readonly calls: CallRecord[];
}

export async function handle(backend: Backend, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await readRequest(incoming, backend.state.settings.site);
  const { state, faults, calls } = backend;
  const record: CallRecord = {
    at: state.now(),
    method: request.method,
    path: request.path,
    action: request.params['Action'] ?? '',
    version: request.params['Version'] ?? '',
    params: loggedParams(request.params),
    contentType: request.contentType,
    queryNames: request.queryNames,
    signatureVerified: false,
    unknownParameters: [],
    ok: false,
    httpStatus: 0,
  };
  calls.push(record);
  const fault = faults.take(record.action);
  if (fault !== undefined) record.fault = fault.kind;
  const rendered = answer(state, request, record, fault);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'drop_before' || fault?.kind === 'drop_after') {
    incoming.socket.destroy();
    return;
  }
  record.httpStatus = rendered.status;
  if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));
  response.writeHead(rendered.status, { 'content-type': rendered.contentType });
  response.end(rendered.body);
}

/** Decides and carries out; what leaves the building may still be changed by the fault. */
function answer(state: State, request: RpcRequest, record: CallRecord, fault: CloudFaultSpec | undefined): Rendered {
  const requestId = randomUUID().toUpperCase();
  const format = formatOf(request.params['Format']);
  record.requestId = requestId;
  try {
    const key = admit(state, request, record);
    if (fault?.kind === 'drop_before') return nothing;
    rememberNonce(state, request.params);
    const refusal = fault === undefined ? undefined : refusalOf(fault);
    if (refusal !== undefined) throw refusal;
    const broken = brokenAnswer(fault, requestId);
    const effect = fault !== undefined && 'effect' in fault && fault.effect;
    if (broken !== undefined && !effect) return broken;
    if (fault?.kind === 'hang' && !effect) return nothing;
    const fields = carryOut(state, request, record, key);
    record.ok = true;
    return broken ?? renderAnswer(format, record.action, fields, state.settings.orderIdAsNumber);
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    record.code = problem.code;
    return renderRefusal(format, productOf(record.version), problem, requestId);
  }
}

function admit(state: State, request: RpcRequest, record: CallRecord): AccessKey {
  if (request.method !== 'GET' && request.method !== 'POST') throw refuse('UnsupportedHTTPMethod');
  const key = authenticate(state, request.method, request.params);
  record.signatureVerified = true;
  return key;
}

function carryOut(state: State, request: RpcRequest, record: CallRecord, key: AccessKey): Record<string, unknown> {
  settle(state);
  const operation = findOperation(record.version, record.action);
  if (operation === undefined) throw refuse('InvalidAction.NotFound');
  record.unknownParameters = unknownNames(request.params, operation.schema);
  refuseUnlessAllowed(state, operation, key);
  const call = { state, params: request.params, site: request.site };
  if (operation.product === BSS) refuseWrongSite(call);
  checkParams(request.params, operation.schema);
  return { RequestId: record.requestId, ...operation.run(call) };
}

function refuseUnlessAllowed(state: State, operation: Operation, key: AccessKey): void {
  if (keyMay(key, operation.ram)) return;
  const detail = {
    AuthAction: operation.ram,
    AuthPrincipalOwnerId: state.accountId,
    AuthPrincipalType: 'SubUser',
    NoPermissionType: 'ImplicitDeny',
    PolicyType: 'AccountLevelIdentityBasedPolicy',
  };
  throw refuse(key.denial ?? 'Forbidden.RAM', undefined, { AccessDeniedDetail: detail });
}

const productOf = (version: string): Product => [BSS, CMS].find((one) => one.version === version) ?? RKVSTORE;

const nothing: Rendered = { status: 0, contentType: '', body: '' };

function brokenAnswer(fault: CloudFaultSpec | undefined, requestId: string): Rendered | undefined {
  const json = 'application/json;charset=utf-8';
  switch (fault?.kind) {
    case 'no_code':
      return { status: 500, contentType: json, body: JSON.stringify({ RequestId: requestId }) };
    case 'html': {
      const status = fault.status ?? 502;
      const body = `<html><head><title>${status}</title></head><body><h1>${status}</h1><hr>Tengine</body></html>`;
      return { status, contentType: 'text/html', body };
    }
    case 'empty':
      return { status: fault.status ?? 503, contentType: 'text/plain', body: '' };
    case 'null_body':
      return { status: 200, contentType: json, body: 'null' };
    default:
      return undefined;
  }
}
