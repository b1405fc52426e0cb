import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultOf } from '../../src/alicloud/errors.ts';
import { CloudFault } from '../../src/core/faults.ts';
import {
  aCloud,
  anAccount,
  faultOfCall,
  ID,
  KEYS,
  REF,
  REGION,
  refusal,
  type Reply,
  shown,
  startWire,
  type Wire,
} from './wire.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire[Symbol.asyncDispose]());

const spec = { RegionId: REGION, InstanceId: ID, ClientToken: 'token-1' };
/** Short only where nothing is to come: a busy machine must not turn an answer into a time-out. */
const timeouts = (reply: Reply | undefined) => (reply === 'hang' ? { readMs: 400, orderMs: 150 } : {});
/** The fault of an order to an endpoint. */
const orderFault = (url: string, reply?: Reply) =>
  faultOfCall(aCloud([anAccount(url)], { timeouts: timeouts(reply) }).cloud.placeOrder(REF, spec));
const orderFaultOf = (reply: Reply) => {
  wire.reply = () => reply;
  return orderFault(wire.url, reply);
};

const html = '<html><title>502 Bad Gateway</title></html>';
/** What a verbose gateway might echo: everything that must not leave the adapter. */
const echo = `AccessKeyId=${KEYS.accessKeyId}&Signature=abc%3D&SecurityToken=${encodeURIComponent(KEYS.securityToken)}`;

const REPLIES: readonly (readonly [name: string, reply: Reply, code: string, arrived: string, retry: string])[] = [
  ['throttling', refusal('Throttling.User'), 'Throttling.User', 'no', 'soon'],
  ['throttling as a server error', refusal('Throttling', 503), 'Throttling', 'no', 'soon'],
  ['a known refusal', refusal('HasRenewChangeOrder'), 'HasRenewChangeOrder', 'no', 'never'],
  [
    'a final refusal',
    refusal('TargetMemoryLessThanCurrentUsed', 403),
    'TargetMemoryLessThanCurrentUsed',
    'no',
    'never',
  ],
  ['a known refusal as a server error', refusal('QuotaNotEnough', 500), 'QuotaNotEnough', 'unknown', 'never'],
  ['an unknown refusal', refusal('NeverSeenBefore'), 'NeverSeenBefore', 'unlikely', 'never'],
  ['a refusal that only begins like a failure', refusal('ServiceNotOpened'), 'ServiceNotOpened', 'unlikely', 'never'],
  ['a refusal in the words of a system', refusal('SystemDiskNotEmpty'), 'SystemDiskNotEmpty', 'unlikely', 'never'],
  ['a service that fails', refusal('ServiceError'), 'ServiceError', 'unknown', 'soon'],
  ['an unknown server error', refusal('NeverSeenBefore', 500), 'NeverSeenBefore', 'unknown', 'soon'],
  ['an internal error', refusal('InternalError', 500), 'InternalError', 'unknown', 'soon'],
  ['an unhappy backend', refusal('Unkown.Exception'), 'Unkown.Exception', 'unknown', 'soon'],
  [
    'the warning before a forced upgrade',
    refusal(
      '%s',
      400,
      'Warn: {EVAL} are not supported after upgraded. you can set forceUpgrade=true to force upgrade.',
    ),
    'ForceUpgradeNeeded',
    'no',
    'never',
  ],
  ['a code that is none', refusal('<script>alert(1)</script>'), 'UnnamedError', 'unknown', 'never'],
  ['a code that is an object', refusal({ Code: 'x' }), 'MalformedResponse', 'unknown', 'soon'],
  ['a code that is a list', refusal(['x']), 'UnnamedError', 'unknown', 'never'],
  ['a code that is a number', refusal(500), 'UnnamedError', 'unknown', 'never'],
  [
    'a message with the whole request',
    refusal('SignatureDoesNotMatch', 400, `server string to sign is:POST&%2F&${echo}`),
    'SignatureDoesNotMatch',
    'no',
    'never',
  ],
  ['500 without a Code', { json: { message: echo }, status: 500 }, 'Http500', 'unknown', 'soon'],
  ['404 without a Code', { json: { message: 'no' }, status: 404 }, 'Http404', 'unknown', 'never'],
  ['a page of a proxy', { raw: `${html}${echo}`, status: 502, type: 'text/html' }, 'NotJson', 'unknown', 'soon'],
  ['an empty body', { raw: '', status: 503 }, 'NotJson', 'unknown', 'soon'],
  ['half a body', { raw: `{"OrderId":"1","x":"${echo}` }, 'NotJson', 'unknown', 'soon'],
  ['null', { raw: 'null' }, 'MalformedResponse', 'unknown', 'soon'],
  ['a list', { raw: '[]' }, 'MalformedResponse', 'unknown', 'soon'],
  ['a prototype', { raw: '{"__proto__":{"OrderId":"1"}}' }, 'NotJson', 'unknown', 'soon'],
  ['200 without an order', { json: { RequestId: 'R' } }, 'MalformedResponse', 'unknown', 'soon'],
  ['no answer', 'hang', 'RequestTimeout', 'unknown', 'soon'],
  ['a cut connection', 'drop', 'ECONNRESET', 'unknown', 'soon'],
  ['a connection cut in the answer', 'half', 'ECONNRESET', 'unknown', 'soon'],
];

/** Nothing of the request but names we chose ourselves may be seen. */
function expectNoSecrets(text: string, url: string): void {
  const secrets = [
    KEYS.accessKeyId,
    KEYS.accessKeySecret,
    KEYS.securityToken,
    encodeURIComponent(KEYS.securityToken),
    'Signature=',
    'SignatureNonce',
    'SecurityToken',
    'AccessKeyId',
    'token-1',
    url,
    url.replace('http://', ''),
    'Bad Gateway',
  ];
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
}

describe('an order that is answered with', () => {
  it.each(REPLIES)('%s', async (_name, reply, code, arrived, retry) => {
    const fault = await orderFaultOf(reply);
    expect(fault).toBeInstanceOf(CloudFault);
    expect({ code: fault.code, arrived: fault.arrived, retry: fault.retry }).toEqual({ code, arrived, retry });
  });

  it.each(REPLIES)('%s: shows nothing of the request', async (_name, reply) => {
    const fault = await orderFaultOf(reply);
    expectNoSecrets(shown(fault), wire.url);
    expect(fault.cause).toBeUndefined();
    expect(Object.getOwnPropertyNames(fault).sort()).toEqual(
      ['arrived', 'code', 'message', 'name', 'requestId', 'retry', 'stack'].sort(),
    );
  });

  it('keeps the request id for a ticket, when it is one', async () => {
    expect((await orderFaultOf(refusal('InternalError', 500))).requestId).toBe('0DA1D7EF-C80D-432C-8758-7D225182626B');
    const forged = { json: { Code: 'X', Message: '', RequestId: '<a href=evil>' }, status: 400 };
    expect((await orderFaultOf(forged)).requestId).toBeUndefined();
  });
});

describe('an order that never left', () => {
  const nowhere = async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    return port;
  };

  it('was refused by the machine', async () => {
    const url = `http://127.0.0.1:${await nowhere()}`;
    const fault = await orderFault(url);
    expect(fault).toMatchObject({ code: 'ECONNREFUSED', arrived: 'no', retry: 'soon' });
    expectNoSecrets(shown(fault), url);
  });

  it('found no machine of that name', async () => {
    const url = 'https://r-kvstore.does-not-exist.invalid';
    const fault = await orderFault(url);
    expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(fault.code);
    expect(fault).toMatchObject({ arrived: 'no', retry: 'soon' });
    expectNoSecrets(shown(fault), url);
  });

  it('did not trust the other side', async () => {
    // A server that speaks plain HTTP where TLS is expected: the handshake fails.
    const fault = await orderFault(wire.url.replace('http:', 'https:'));
    expect(fault.retry).not.toBe('later');
    expectNoSecrets(shown(fault), wire.url);
  });
});

describe('anything thrown', () => {
  const connect = (code: string, syscall: string) => Object.assign(new Error('x'), { code, syscall });
  it.each([
    ['a connection that was never made', connect('ETIMEDOUT', 'connect'), 'ETIMEDOUT', 'no', 'soon'],
    ['a connection that broke', connect('ETIMEDOUT', 'read'), 'ETIMEDOUT', 'unknown', 'soon'],
    ['an unreachable host', connect('EHOSTUNREACH', 'connect'), 'EHOSTUNREACH', 'no', 'soon'],
    ['an unknown network error', connect('EWEIRD', 'read'), 'EWEIRD', 'unknown', 'soon'],
    ['a certificate that has expired', connect('CERT_HAS_EXPIRED', ''), 'TlsFailed', 'no', 'never'],
    ['a certificate of somebody else', connect('ERR_TLS_CERT_ALTNAME_INVALID', ''), 'TlsFailed', 'no', 'never'],
    ['an answer that is not HTTP', connect('HPE_INVALID_CONSTANT', ''), 'NotJson', 'unknown', 'soon'],
    ['a code with words in it', connect('E but more', ''), 'UnnamedError', 'unknown', 'never'],
    ['nothing', undefined, 'UnnamedError', 'unknown', 'never'],
    ['a text', echo, 'UnnamedError', 'unknown', 'never'],
    ['a plain object', { message: echo }, 'UnnamedError', 'unknown', 'never'],
    ['a defect', new RangeError(echo), 'UnnamedError', 'unknown', 'never'],
  ])('%s becomes a fault without its words', (_name, thrown, code, arrived, retry) => {
    const fault = faultOf(thrown);
    expect({ code: fault.code, arrived: fault.arrived, retry: fault.retry }).toEqual({ code, arrived, retry });
    expectNoSecrets(shown(fault), 'http://endpoint.example');
  });

  it('that is a fault already stays what it is', () => {
    const fault = new CloudFault({ code: 'X', arrived: 'no', retry: 'never' });
    expect(faultOf(fault)).toBe(fault);
  });
});

describe('a read', () => {
  const failing = (...replies: Reply[]) => {
    wire.calls.length = 0;
    const rest = [...replies];
    wire.reply = () => rest.shift() ?? { json: { Instances: { DBInstanceAttribute: [] } } };
    return aCloud([anAccount(wire.url)], {
      timeouts: timeouts(replies[0]),
      retries: { tries: 3, budgetMs: 5000, baseMs: 1 },
    }).cloud.instance(REF);
  };

  it.each([
    ['throttling', refusal('Throttling')],
    ['a proxy', { raw: html, status: 502 }],
    ['no answer', 'hang'],
    ['a cut connection', 'drop'],
    ['500 without a Code', { json: {}, status: 500 }],
  ] as const)('is repeated after %s', async (_name, reply) => {
    expect(await failing(reply)).toBeUndefined();
    expect(wire.calls).toHaveLength(2);
  });

  it('is repeated twice at most', async () => {
    const fault = await faultOfCall(failing('drop', 'drop', 'drop', 'drop'));
    expect(fault.code).toBe('ECONNRESET');
    expect(wire.calls).toHaveLength(3);
  });

  it('is not repeated after a refusal', async () => {
    await faultOfCall(failing(refusal('Forbidden.RAM', 403)));
    expect(wire.calls).toHaveLength(1);
  });
});
