import type { Log } from '../core/log.ts';
import type { Actor, NewEvent, ResizeRequest } from '../core/request/request.ts';
import type { Step } from '../core/request/step.ts';
import type { Records } from '../workflow/ports.ts';
import type { Tracing } from './tracing.ts';

/**
 * Records that say what happens to requests, once it is written: a line of the log for each event, with its request, who
 * did it, the state it led to and how long the state before had lasted; and to the trace, which request it is about.
 */
export function observed(records: Records, { about }: Tracing, log: Pick<Log, 'info'>): Records {
  const say = (request: ResizeRequest, events: readonly NewEvent[], ms?: number): void => {
    const facts = { request: request.id, state: request.state, ...(ms === undefined ? {} : { ms }) };
    for (const { kind, actor } of events) log.info({ ...facts, actor: nameOf(actor) }, kind);
  };
  /** What was decided, and in what state, remembered until it is written. */
  const hearing = <R>() => {
    let heard: readonly [before: ResizeRequest, Step<R>] | undefined;
    return {
      hear: (before: ResizeRequest, step: Step<R>) => (heard = [before, step])[1],
      written: (after: ResizeRequest | undefined) => {
        const [before, step] = heard ?? [];
        if (before === undefined || after === undefined || step?.kind !== 'update') return;
        say(after, step.events, Date.parse(after.updatedAt) - Date.parse(before.since));
      },
    };
  };
  return {
    ...records,
    async open(draft, submissionId, events, jobs) {
      const opened = await records.open(draft, submissionId, events, jobs);
      about(opened.kind === 'busy' ? opened.by.id : opened.request.id);
      if (opened.kind === 'opened') say(opened.request, events);
      return opened;
    },
    async change<R>(...[id, decide]: Parameters<typeof records.change<R>>) {
      about(id);
      const { hear, written } = hearing<R>();
      const changed = await records.change<R>(id, (request) => hear(request, decide(request)));
      written(changed?.request);
      return changed;
    },
    async claimOrder<R>(...[id, counted, decide]: Parameters<typeof records.claimOrder<R>>) {
      const { hear, written } = hearing<R>();
      const claimed = await records.claimOrder<R>(id, counted, (now, beside) => hear(now, decide(now, beside)));
      written(claimed?.request);
      return claimed;
    },
  };
}

function nameOf(actor: Actor): string {
  return actor === 'bot' ? actor : `${actor.teamId}/${actor.userId}`;
}
