import { adviceFor, CLIENT_CODES } from '../core/cloud-errors.ts';
import { CloudFault } from '../core/faults.ts';
import { at, text } from './fields.ts';

/** A fault that the adapter raises itself, with the advice of its code. */
export function clientFault(code: string, requestId?: string): CloudFault {
  const { arrived, retry } = adviceFor(code);
  return new CloudFault({ code, requestId, arrived, retry });
}

/**
 * Turns anything thrown below the adapter into a CloudFault. The original goes nowhere, not even as `cause`: pop-core's
 * errors hold the request's headers, its URL and with that the access key, the signature and the token.
 */
export function faultOf(thrown: unknown): CloudFault {
  if (thrown instanceof CloudFault) return thrown;
  if (at(thrown, 'data') !== undefined) return refusal(thrown);
  const name = at(thrown, 'name');
  if (name === 'RequestTimeoutError') return clientFault(CLIENT_CODES.timeout);
  // json-bigint throws a plain object for a body that is not JSON, with the whole body inside.
  if (name === 'SyntaxError' && !(thrown instanceof Error)) return clientFault(CLIENT_CODES.notJson);
  const code = at(thrown, 'code');
  if (typeof code === 'string') return networkFault(code, at(thrown, 'syscall'));
  // A body of `null` makes pop-core read a property of it.
  return clientFault(thrown instanceof TypeError ? CLIENT_CODES.malformed : CLIENT_CODES.unnamed);
}

/**
 * Whether an answer asks for fewer calls (docs/cloud.md#calls). `ServiceUnavailable` does, and still leaves open whether
 * the call was carried out.
 */
export function asksToSlowDown(code: string): boolean {
  if (code === CLIENT_CODES.queueFull) return false;
  return adviceFor(code).key === 'slow_down' || /^(?:ServiceUnavailable|Http503)$/.test(code);
}

/** The cloud answered with a `Code`. */
function refusal(thrown: unknown): CloudFault {
  const message = text(at(thrown, 'data', 'Message'));
  const code = codeOf(text(at(thrown, 'data', 'Code')), message);
  const advice = adviceFor(code);
  const status = at(thrown, 'entry', 'response', 'statusCode');
  const broken = typeof status === 'number' && status >= 500 && advice.key !== 'slow_down';
  const requestId = requestIdOf(at(thrown, 'data'));
  // Refused in due form, with a code that no list names. A code that is no code may stand for anything.
  const refused = typeof status === 'number' && status >= 400 && status < 500 && requestId !== undefined;
  const unlisted = refused && advice.key === 'unrecognised' && code !== CLIENT_CODES.unnamed;
  return new CloudFault({
    code,
    requestId,
    // A server error is no refusal, whatever it calls itself.
    arrived: broken ? 'unknown' : unlisted ? 'unlikely' : advice.arrived,
    retry: broken && advice.key === 'unrecognised' ? 'soon' : advice.retry,
  });
}

/** Some refusals can be recognized by their message only. The message goes no further: it can contain the whole request. */
function codeOf(code: string | undefined, message: string | undefined): string {
  if (adviceFor('', message).key === 'confirm_force_upgrade') return CLIENT_CODES.forceUpgrade;
  if (message !== undefined && /not found article by given param/i.test(message)) return 'NotApplicable';
  return safeCode(code);
}

/** The code, if it looks like one. It is printed on cards, and an impostor of the cloud may send anything. */
export function safeCode(code: string | undefined): string {
  return code !== undefined && /^[A-Za-z][\w.-]{0,79}$/.test(code) ? code : CLIENT_CODES.unnamed;
}

/** RequestId as an id, or nothing: it is printed on cards and in logs. */
export function requestIdOf(body: unknown): string | undefined {
  const id = text(at(body, 'RequestId'));
  return id !== undefined && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

const UNTRUSTED = /CERT|SELF_SIGNED|^ERR_TLS|UNABLE_TO_VERIFY|^ERR_SSL_WRONG_VERSION/;

function networkFault(code: string, syscall: unknown): CloudFault {
  if (UNTRUSTED.test(code)) return clientFault(CLIENT_CODES.tls);
  if (code.startsWith('HPE_')) return clientFault(CLIENT_CODES.notJson);
  if (!/^E[A-Z_0-9]{2,30}$/.test(code)) return clientFault(CLIENT_CODES.unnamed);
  // Before there is a connection nothing can have arrived, whatever the reason is called.
  const before = syscall === 'connect' || syscall === 'getaddrinfo' || code === 'ERR_PROXY_TUNNEL';
  const known = adviceFor(code);
  const { arrived, retry } = before || known.key !== 'unrecognised' ? known : adviceFor('ECONNRESET');
  return new CloudFault({ code, arrived: before ? 'no' : arrived, retry: before ? 'soon' : retry });
}
