/** Where time goes, for a collector of OpenTelemetry. otlp.ts implements it, loaded only where there is an endpoint. */
export interface Tracing {
  /** Runs a piece of work, as one span with the calls made in it; in the trace of each request among these ids. */
  readonly span: <T>(name: string, ids: readonly string[], run: (traceparent: string) => Promise<T>) => Promise<T>;
  /** A call of another system has ended. */
  readonly called: (system: 'cloud' | 'slack', name: string, outcome: string, seconds: number) => void;
  /** The piece of work that is running turns out to be about this request. */
  readonly about: (requestId: string) => void;
  /** Hands over what is left, within `ms`. */
  readonly stop: (ms: number) => Promise<void>;
}

export const NO_TRACING: Tracing = {
  span: (_name, _ids, run) => run(''),
  called: () => undefined,
  about: () => undefined,
  stop: () => Promise.resolve(),
};
