/** A collector of traces as strict as a real one: OTLP/HTTP in JSON, ids of W3C, and a key. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly spanId: string }[];
  readonly failed: boolean;
}

interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly Raw[] }[];
  }[];
}
interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number };
}
interface Raw {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes?: readonly Attribute[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status?: { readonly code?: number };
}

const flat = (attributes: readonly Attribute[] = []) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));

export async function startCollector(key: string) {
  const spans: Span[] = [];
  const faults: string[] = [];
  const bodies: string[] = [];
  let statuses: number[] = [];

  function take(raw: Raw): void {
    const { traceId, spanId, parentSpanId, name, attributes, links = [], status } = raw;
    const [from, to] = [BigInt(raw.startTimeUnixNano), BigInt(raw.endTimeUnixNano)];
    if (!/^[0-9a-f]{32}$/.test(traceId) || /^0+$/.test(traceId)) faults.push(`traceId ${traceId}`);
    if (!/^[0-9a-f]{16}$/.test(spanId) || spans.some((one) => one.spanId === spanId)) faults.push(`spanId ${spanId}`);
    if (parentSpanId !== undefined && !/^[0-9a-f]{16}$/.test(parentSpanId)) faults.push(`parent ${parentSpanId}`);
    if (from > to || from < 1_600_000_000_000_000_000n) faults.push(`times of ${name}`);
    spans.push({
      traceId,
      spanId,
      parentSpanId,
      name,
      attributes: flat(attributes),
      links,
      failed: status?.code === 2,
    });
  }

  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const status = statuses.shift();
      if (status !== undefined) return response.writeHead(status).end();
      if (request.method !== 'POST' || request.url !== '/v1/traces') faults.push(String(request.url));
      if (request.headers['content-type'] !== 'application/json') faults.push('content-type');
      if (request.headers['x-key'] !== key) return response.writeHead(401).end();
      bodies.push(body);
      for (const { resource, scopeSpans } of (JSON.parse(body) as Sent).resourceSpans) {
        if (flat(resource.attributes)['service.name'] !== 'redis-resize') faults.push('service.name');
        for (const scope of scopeSpans) scope.spans.forEach(take);
      }
      return response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    spans,
    /** Everything it was sent, as it was. */
    bodies,
    faults: () => [
      ...faults,
      ...spans
        .filter(({ parentSpanId: parent }) => parent !== undefined && !spans.some(({ spanId }) => spanId === parent))
        .map(({ name }) => `orphan ${name}`),
    ],
    answer: (...next: readonly number[]) => void (statuses = [...next]),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
