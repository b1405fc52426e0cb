/** Making this Slack misbehave on purpose. A fault waits in the list until its calls or deliveries have come. */
import type { Fault } from './api.ts';
import type { State } from './state.ts';

export type CallFault = Extract<Fault, { readonly method: string }>;

/** Method `*` stands for every method. */
export function takeCallFault(state: State, method: string): CallFault | undefined {
  const of = (named: string) => state.faults.findIndex((fault) => 'method' in fault && fault.method === named);
  const at = of(method) < 0 ? of('*') : of(method);
  const fault = at < 0 ? undefined : state.faults[at];
  if (fault === undefined || !('method' in fault)) return undefined;
  useUp(state, at);
  return fault;
}

export function takeRedelivery(state: State): boolean {
  return take(state, 'redeliver');
}

export function takeLoss(state: State): boolean {
  return take(state, 'lose_event');
}

export function takeSilence(state: State): boolean {
  return take(state, 'no_hello');
}

function take(state: State, kind: Fault['kind']): boolean {
  const at = state.faults.findIndex((fault) => fault.kind === kind);
  if (at < 0) return false;
  useUp(state, at);
  return true;
}

function useUp(state: State, at: number): void {
  const fault = state.faults[at];
  const left = fault !== undefined && 'times' in fault ? (fault.times ?? 1) - 1 : 0;
  if (fault === undefined || left <= 0) state.faults.splice(at, 1);
  // One that stays is the same one, so that it can be taken back.
  else if (left !== Infinity) state.faults[at] = { ...fault, times: left } as Fault;
}
