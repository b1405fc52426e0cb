import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUTTONS, OPEN_STATES, RUNBOOK, type State, STATES } from '../../src/core/request/state.ts';
import { FREEZE } from '../../src/core/request/step.ts';
import { cardButtons } from '../../src/slack/card/buttons.ts';
import { wordsFor } from '../../src/wording/words.ts';
import { reconcile } from '../../src/workflow/steps/reconcile.ts';
import { TIMINGS } from '../../src/workflow/timings.ts';
import type { World } from '../../src/workflow/world.ts';
import { aRequest, NOON } from '../builders.ts';

const root = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const edges = STATES.flatMap((from) => RUNBOOK[from].leadsTo.map((to) => `${from} ${to}`));

describe('the runbook', () => {
  it('leads only to states that it has, and to each of them but the first', () => {
    const reached = new Set<string>(STATES.flatMap((from) => RUNBOOK[from].leadsTo));
    expect([...reached].sort()).toEqual([...STATES].sort());
  });

  it('has no state in which a request could be forgotten: a job moves it on, or a button does', () => {
    const stuck = OPEN_STATES.filter((state) => {
      const { job, buttons }: { job: string | undefined; buttons: readonly string[] } = RUNBOOK[state];
      return job === undefined && buttons.length === 0;
    });
    expect(stuck).toEqual([]);
    const ended = STATES.filter((state) => !OPEN_STATES.includes(state)).map((state) => RUNBOOK[state]);
    for (const { job, buttons, waitsFor } of ended) expect([job, buttons, waitsFor]).toEqual([undefined, [], 'no one']);
  });

  it.each(STATES)('has the buttons of a card that is %s', (state) => {
    const shown = cardButtons(aRequest({ state }), wordsFor('en')).map(({ action_id: id }) => id);
    expect(shown).toEqual(RUNBOOK[state].buttons);
    expect(BUTTONS).toEqual(expect.arrayContaining(shown));
  });

  it.each(OPEN_STATES)('has the job that is enqueued for what is %s', async (state) => {
    const enqueued: unknown[] = [];
    const records = {
      checkpoint: () => Promise.resolve(undefined),
      tidy: () => Promise.resolve(),
      unfinished: () => Promise.resolve([]),
      find: ({ open }) => Promise.resolve(open === true ? [aRequest({ state })] : []),
      enqueue: ({ queue, id }) => {
        if (id !== FREEZE) enqueued.push(queue);
        return Promise.resolve();
      },
    } as Partial<World['records']>;
    await reconcile({ records, clock: { now: () => NOON }, timings: TIMINGS } as World);
    const { job } = RUNBOOK[state];
    expect(enqueued).toEqual(job === undefined ? [] : [job]);
  });
});

describe('what is written about the states', () => {
  it('the diagram of the README draws the edges of the runbook', () => {
    const drawn = [...read('README.md').matchAll(/^ {2}(\w+) --> (\w+)(?:: .*)?$/gm)].map(
      ([, from, to]) => `${from} ${to}`,
    );
    expect(drawn.sort()).toEqual([...edges].sort());
  });

  it('the decision page lists jobs, waits, buttons and edges as they are', () => {
    const rows = [...read('docs/decisions/0005-states.md').matchAll(/^\| `(\w+)` .*$/gm)].map(([line]) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
    const listed = (names: readonly string[]): string => (names.length === 0 ? '–' : names.join(', '));
    const row = (state: State): readonly string[] => {
      const { job, waitsFor, buttons, leadsTo } = RUNBOOK[state];
      return [state, job ?? '–', waitsFor, listed(buttons), listed(leadsTo)];
    };
    expect(rows).toEqual(STATES.map(row));
  });

  it('the index of open requests in the database is over the open states', () => {
    const [, list = ''] = /\bstate in \(([^)]*)\)/.exec(read('src/store/migrations.ts')) ?? [];
    expect([...list.matchAll(/'(\w+)'/g)].map(([, state]) => state).sort()).toEqual([...OPEN_STATES].sort());
  });
});

describe('sets of states', () => {
  const src = join(root, 'src');
  /** A migration stays as it was when it was written; its list is compared above. */
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => file !== join('core', 'request', 'state.ts') && !file.startsWith(join('store', 'migrations')));
  const isState = (name: string): boolean => name in RUNBOOK;

  it.each(files)('are named in core/request/state.ts alone, not in %s', (file) => {
    const text = readFileSync(join(src, file), 'utf8');
    const lists = [...text.matchAll(/\[\s*((?:'\w+'\s*,?\s*){2,})\]/g)]
      .map(([, list = '']) => [...list.matchAll(/'(\w+)'/g)].map(([, name = '']) => name))
      .filter((names) => names.filter(isState).length > 1);
    // Two states that one expression is compared with.
    const comparisons = [...text.matchAll(/\bstate [!=]== '(\w+)'[^;{},]*?\bstate [!=]== '(\w+)'/g)]
      .map(([, one = '', other = '']) => [one, other])
      .filter(([one, other]) => one !== other);
    expect([...lists, ...comparisons]).toEqual([]);
  });
});
