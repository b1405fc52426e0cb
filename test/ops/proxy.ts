/** A proxy that tunnels, as companies have them, and behind it names that lead to the local Slack and cloud by TLS. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

interface Asked {
  readonly folder: string;
  readonly credentials: string;
  /** The address on this machine of each name. */
  readonly hosts: Readonly<Record<string, string>>;
  /** What answers say instead of an address on this machine. */
  readonly renamed: readonly (readonly [from: string, to: string])[];
}

export interface Proxy {
  readonly url: string;
  /** The certificate to trust. */
  readonly certificate: string;
  readonly tunnels: () => readonly string[];
  close(): void;
}

export async function startProxy({ folder, credentials, hosts, renamed }: Asked): Promise<Proxy> {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const names = Object.keys(hosts).map((host) => `DNS:${host}`);
  const made = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    key,
    '-out',
    certificate,
  ];
  const about = ['-subj', '/CN=local', '-days', '2', '-addext', `subjectAltName=${names.join(',')}`];
  execFileSync('openssl', ['req', '-x509', ...made, ...about], { stdio: 'ignore' });

  const behind = (request: IncomingMessage) => hosts[(request.headers.host ?? '').replace(/:.*/, '')] ?? '';
  const origin = createTlsServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
    void forward(request, response, behind(request), renamed);
  });
  origin.on('upgrade', (request, socket) => {
    const to = connect(Number(new URL(behind(request)).port), '127.0.0.1', () => {
      const { rawHeaders } = request;
      const lines = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1] ?? ''}`] : []));
      to.write([`GET ${request.url ?? ''} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      socket.pipe(to).pipe(socket);
    });
    for (const end of [socket, to]) end.on('error', () => undefined);
  });
  const { port: originPort } = await listening(origin);

  const tunnels: string[] = [];
  const proxy = createServer((_, response) => response.writeHead(405).end());
  proxy.on('connect', (request, socket) => {
    socket.on('error', () => undefined);
    const expected = `Basic ${Buffer.from(credentials).toString('base64')}`;
    if (request.headers['proxy-authorization'] !== expected) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const [host = ''] = (request.url ?? '').split(':');
    tunnels.push(request.url ?? '');
    if (!(host in hosts)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const to = connect(originPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(to).pipe(socket);
    });
    to.on('error', () => undefined);
  });
  const { port } = await listening(proxy);
  return {
    url: `http://${credentials}@127.0.0.1:${port}`,
    certificate,
    tunnels: () => tunnels,
    close: () => [origin, proxy].forEach((server) => (server.closeAllConnections(), server.close())),
  };
}

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  to: string,
  renamed: Asked['renamed'],
): Promise<void> {
  const { method, headers, url = '' } = request;
  const passed = httpRequest(new URL(url, to), { method: method ?? 'GET', headers }, (answer) => {
    void text(answer).then((body) => {
      const said = renamed.reduce((rest, [from, as]) => rest.replaceAll(from, as), body);
      const { 'content-length': _, 'transfer-encoding': __, ...kept } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, kept).end(said);
    });
  });
  passed.on('error', () => response.writeHead(502).end());
  request.pipe(passed);
  await new Promise((resolve) => response.on('close', resolve));
}

async function listening(server: Server): Promise<AddressInfo> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server.address() as AddressInfo;
}
