import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { FormState } from '../../../src/slack/form/state.ts';
import { createViewUpdates } from '../../../src/slack/form/view-updates.ts';

/** A modal as Slack keeps it: what is drawn with an old hash is refused. */
function aModal() {
  const shown: string[] = [];
  let hash = 0;
  const draw = (what: string, ms = 0) =>
    async function drawn(given: string | undefined): Promise<string | undefined> {
      await wait(ms);
      if (given !== `h${String(hash)}`) return undefined;
      shown.push(what);
      hash += 1;
      return `h${String(hash)}`;
    };
  return { shown, draw, elsewhere: () => (hash += 1) };
}

describe('drawings of a modal', () => {
  it('follow one another, also when all were begun on the same view', async () => {
    const { shown, draw } = aModal();
    const viewUpdates = createViewUpdates();
    const opened = viewUpdates.opened('V1').finish('h0', draw('opened', 20));
    await wait(5);
    const chosen = viewUpdates.chosen('V1').finish('h0', draw('chosen'));
    await Promise.all([opened, chosen]);
    await viewUpdates.chosen('V1').finish('h0', draw('again'));
    expect(shown).toEqual(['opened', 'chosen', 'again']);
  });

  it('are left out when something newer was begun, whenever that is', async () => {
    const { shown, draw } = aModal();
    const viewUpdates = createViewUpdates();
    const [older, newer, other] = [viewUpdates.chosen('V1'), viewUpdates.chosen('V1'), viewUpdates.chosen('V2')];
    await newer.finish('h0', draw('newer'));
    await older.finish('h0', draw('older'));
    await viewUpdates.opened('V1').finish('h0', draw('opened'));
    await other.finish('h1', draw('another modal'));
    expect(shown).toEqual(['newer', 'another modal']);
  });

  it('do not go over what came from elsewhere', async () => {
    const { shown, draw, elsewhere: externalChange } = aModal();
    const viewUpdates = createViewUpdates();
    const drawing = viewUpdates.chosen('V1');
    externalChange();
    await drawing.finish('h0', draw('late'));
    await viewUpdates.chosen('V1').finish('h1', draw('on the new view'));
    expect(shown).toEqual(['on the new view']);
  });

  it('go on after one that failed', async () => {
    const { shown, draw } = aModal();
    const viewUpdates = createViewUpdates();
    await expect(viewUpdates.chosen('V1').finish('h0', () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    await viewUpdates.chosen('V1').finish('h0', draw('next'));
    expect(shown).toEqual(['next']);
  });

  it('of modals long gone are forgotten', async () => {
    const { shown, draw } = aModal();
    const viewUpdates = createViewUpdates();
    const first = viewUpdates.chosen('V0');
    for (let index = 1; index <= 1_000; index += 1) viewUpdates.chosen(`V${String(index)}`);
    // V0 begins anew, and what is left of the old one still draws: Slack's hash is what is left to protect it.
    viewUpdates.chosen('V0');
    await first.finish('h0', draw('old'));
    expect(shown).toEqual(['old']);
  });
});

it('the states of the newest two hundred modals are remembered', () => {
  const viewUpdates = createViewUpdates();
  const state = {} as FormState;
  for (let n = 0; n < 201; n += 1) viewUpdates.opened(`V${String(n)}`).keep(state);
  const known = Array.from({ length: 201 }, (_, n) => viewUpdates.known(`V${String(n)}`) === state);
  expect(known).toEqual([false, ...Array.from({ length: 200 }, () => true)]);
});
