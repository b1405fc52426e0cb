import { Refusal, refuse } from './refusal.ts';

/**
 * Trouble for the next `times` (default 1) calls of `action` (default: any). With `effect: true` the operation is
 * carried out before the answer goes wrong.
 */
export type CloudFaultSpec = { readonly action?: string; readonly times?: number } & (
  | {
      /** A documented error with its own status, message and body, or, with a status, any other. Nothing is carried out. */
      readonly kind: 'error';
      readonly code: string;
      readonly message?: string;
      readonly status?: number;
    }
  /** Throttling.User unless another code of that family is given. */
  | { readonly kind: 'throttle'; readonly code?: string }
  /** JSON with status 500 that has neither Code nor Message. */
  | { readonly kind: 'no_code'; readonly effect?: boolean }
  /** An HTML page of a proxy; 502 unless given. */
  | { readonly kind: 'html'; readonly status?: number; readonly effect?: boolean }
  /** No body at all; 503 unless given. */
  | { readonly kind: 'empty'; readonly status?: number; readonly effect?: boolean }
  /** The JSON text `null` with status 200. */
  | { readonly kind: 'null_body'; readonly effect?: boolean }
  /** Never answers. */
  | { readonly kind: 'hang'; readonly effect?: boolean }
  /** The connection is cut and nothing has happened. */
  | { readonly kind: 'drop_before' }
  /** The order is made, then the connection is cut. */
  | { readonly kind: 'drop_after' }
  /** The effect happens at once, the answer comes later (wall clock). */
  | { readonly kind: 'delay'; readonly ms: number }
);

/** The refusal that a fault of the kinds error and throttle stands for; throws for a code that is not published. */
export function refusalOf(fault: CloudFaultSpec): Refusal | undefined {
  if (fault.kind === 'throttle') return refuse(fault.code ?? 'Throttling.User');
  if (fault.kind !== 'error') return undefined;
  if (fault.status === undefined) return refuse(fault.code, fault.message);
  return new Refusal(fault.code, fault.status, fault.message ?? '');
}

export interface FaultQueue {
  /** Returns what takes it back. */
  readonly add: (fault: CloudFaultSpec) => () => void;
  readonly take: (action: string) => CloudFaultSpec | undefined;
  readonly clear: () => void;
}

export function createFaultQueue(): FaultQueue {
  let waiting: { readonly fault: CloudFaultSpec; left: number }[] = [];
  return {
    add: (fault) => {
      // A wrong code is told to the test that asks for it, not to the call that would have got it.
      refusalOf(fault);
      const one = { fault, left: fault.times ?? 1 };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
    take: (action) => {
      const found =
        waiting.find(({ fault }) => fault.action === action) ?? waiting.find(({ fault }) => fault.action === undefined);
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left <= 0) waiting = waiting.filter((one) => one !== found);
      return found.fault;
    },
    clear: () => {
      waiting = [];
    },
  };
}
