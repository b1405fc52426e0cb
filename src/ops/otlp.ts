/** Traces by OTLP over HTTP. Spans are made when their work is over: only then is it known what it was about. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomBytes } from 'node:crypto';
import { ROOT_CONTEXT, type SpanContext, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Log } from '../core/log.ts';
import { within } from '../core/within.ts';
import type { Tracing } from './tracing.ts';

export interface OtlpOptions {
  /** Without `/v1/traces`. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly proxy: { readonly url: string; readonly direct: string } | undefined;
  readonly version: string;
  readonly log: Pick<Log, 'warn'>;
}

interface Call {
  readonly system: string;
  readonly name: string;
  readonly outcome: string;
  readonly endMs: number;
  readonly seconds: number;
}

interface Work {
  readonly requestIds: Set<string>;
  readonly calls: Call[];
  /** Its first span, once it is over. */
  over?: SpanContext;
}

const EXPORT_MS = 5_000;

export function startTracing(options: OtlpOptions): Tracing {
  /** Of the span that is made next. */
  let [traceId, spanId] = ['', ''];
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'redis-resize', 'service.version': options.version }),
    idGenerator: { generateTraceId: () => traceId, generateSpanId: () => spanId },
    spanProcessors: [new BatchSpanProcessor({ exporter: exporterOf(options) })],
  });
  const tracer = provider.getTracer('redis-resize', options.version);
  const running = new AsyncLocalStorage<Work>();

  function madeCall(parent: SpanContext, { system, name, outcome, endMs, seconds }: Call): void {
    spanId = random(8);
    const attributes = { 'peer.service': system, outcome };
    const startTime = endMs - seconds * 1000;
    const context = trace.setSpanContext(ROOT_CONTEXT, parent);
    const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes, startTime }, context);
    if (outcome !== 'ok') span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(endMs);
  }

  return {
    async span(name, ids, run) {
      // Some work is about a submission, a day or a person.
      const requestIds = ids.filter((id) => id.startsWith('rr-'));
      const work: Work = { requestIds: new Set(requestIds), calls: [] };
      const [startTime, firstId, ownTrace] = [Date.now(), random(8), random(16)];
      const traceIdOf = (id: string | undefined) => (id === undefined ? ownTrace : traceOf(id));
      let outcome = 'ok';
      try {
        return await running.run(work, () => run(`00-${traceIdOf(requestIds[0])}-${firstId}-01`));
      } catch (error) {
        outcome = 'failed';
        throw error;
      } finally {
        const about: readonly (string | undefined)[] = work.requestIds.size === 0 ? [undefined] : [...work.requestIds];
        for (const id of about) {
          [traceId, spanId] = [traceIdOf(id), work.over === undefined ? firstId : random(8)];
          const attributes = id === undefined ? { outcome } : { outcome, 'redis_resize.request': id };
          // One call of the cloud serves many requests: it is under the first.
          const links = work.over === undefined ? [] : [{ context: work.over }];
          const span = tracer.startSpan(name, { root: true, attributes, links, startTime });
          if (outcome !== 'ok') span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
          work.over ??= span.spanContext();
        }
        const parent = work.over;
        if (parent !== undefined) for (const call of work.calls) madeCall(parent, call);
      }
    },
    called(system, name, outcome, seconds) {
      const work = running.getStore();
      const call = { system, name, outcome, endMs: Date.now(), seconds };
      if (work?.over !== undefined) madeCall(work.over, call);
      else work?.calls.push(call);
    },
    about: (requestId) => void running.getStore()?.requestIds.add(requestId),
    async stop(ms) {
      await within(
        provider.shutdown().catch(() => undefined),
        ms,
      );
    },
  };
}

/** Everything about a request is one trace, on whatever replica and however long it takes. */
export function traceOf(requestId: string): string {
  return createHash('sha256').update(requestId).digest('hex').slice(0, 32);
}

function random(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

/** Says once why traces are not taken; by itself it would be silent, or say too much. */
function exporterOf({ endpoint, headers, proxy, log }: OtlpOptions): SpanExporter {
  const proxyEnv = proxy && { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NO_PROXY: proxy.direct };
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    headers: { ...headers },
    timeoutMillis: EXPORT_MS,
    httpAgentOptions: { keepAlive: true, ...(proxyEnv && { proxyEnv }) },
  });
  let trouble: string | undefined;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const { code, name } = (result.error ?? {}) as { code?: string | number; name?: string };
        const reason = result.error && String(code ?? name);
        if (reason !== undefined && reason !== trouble) log.warn({ reason }, 'traces could not be delivered');
        trouble = reason;
        done(result);
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}
