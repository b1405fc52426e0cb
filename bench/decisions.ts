/**
 * How fast a decision becomes an order, and what a press costs before it is acknowledged. Absolute times say more of the
 * machine than of us, so a line that waits for the database is a ratio against a baseline taken in the same process,
 * alternating with it. A verdict is arithmetic alone, and must take 1 ms at most.
 */
import { digestOf } from '../src/core/policy/digest.ts';
import { castVote } from '../src/core/lifecycle/decisions.ts';
import type { Queue } from '../src/core/request/step.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { aDraft, anInstance, EVERYBODY, SRE } from '../test/builders.ts';
import { POLICY_CASES, timesOf } from './policy.ts';

const ROUNDS = 40;

const waiting = new Map<string, () => void>();

export async function measureDecisions(): Promise<void> {
  const store = await openStore({
    at: { kind: 'pglite', directory: 'memory' },
    clock: { now: () => new Date() },
    onError: (error) => console.error(error),
  });
  await store.jobs.work((queue, ids) => {
    for (const id of ids) waiting.get(`${queue} ${id}`)?.();
    return Promise.resolve();
  });

  const bare: number[] = [];
  const decided: number[] = [];
  const inserted: number[] = [];
  const pressed: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(
      await timed(() => wokenBy('deadline', `bare${String(round)}`, (id) => store.jobs.add({ queue: 'deadline', id }))),
    );
    decided.push(await decide(store, round));
    inserted.push(await timed(() => store.db.selectFrom('audit_head').selectAll().execute()));
    pressed.push(await timed(() => store.records.receive(aPress(round))));
  }
  await store.close(1000);

  line('decisive vote until the order job runs', decided, 'one bare job through the queue', bare);
  line('storing a press before its receipt', pressed, 'one query of one row', inserted);
  for (const one of POLICY_CASES) {
    const times = timesOf(one, 1_000);
    const [middle, high] = [500, 990].map((rank) => times[rank]?.toFixed(2));
    console.log(`a verdict over 1,000 rules and 1,000 denials, ${one.name}: median ${middle} ms, p99 ${high} ms`);
  }
}

function line(what: string, of: readonly number[], baseline: string, against: readonly number[]): void {
  const ratio = (median(of) / median(against)).toFixed(1);
  console.log(
    `${what}: ${ratio} x ${baseline} (${median(of).toFixed(1)} ms against ${median(against).toFixed(1)} ms here)`,
  );
}

async function decide(target: Store, round: number): Promise<number> {
  const id = `rr-bench${String(round).padStart(3, '0')}` as const;
  const before = anInstance({ instanceId: `r-bench${String(round)}` });
  await target.records.open(aDraft({ id, before }), `V${String(round)}`, [], []);
  return timed(() =>
    wokenBy('order', id, () =>
      target.records.change(id, (request) =>
        castVote(request, SRE, new Date('2026-11-23T12:00:00Z'), EVERYBODY, digestOf(request)),
      ),
    ),
  );
}

function aPress(round: number) {
  const press = {
    id: `click:${String(round)}`,
    requestId: 'rr-7k3f9qx2',
    button: 'approve',
    person: SRE,
    reason: '',
    viewId: undefined,
    channelId: 'C1',
  } as const;
  return { kind: 'press', press } as const;
}

/** Resolves when the worker of this queue has got the job. */
async function wokenBy(queue: Queue, id: string, act: (id: string) => Promise<unknown>): Promise<void> {
  const woken = new Promise<void>((resolve) => waiting.set(`${queue} ${id}`, resolve));
  await act(id);
  await woken;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
