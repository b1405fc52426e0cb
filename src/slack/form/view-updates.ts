import type { FormState } from './state.ts';

/**
 * Which drawing of an open modal is the newest. Slack refuses a stale drawing by the modal's hash, but two that were
 * begun on the same view carry the same hash, and the first to finish would win.
 */
export interface ViewUpdates {
  /** For what fills a modal that was just opened: everything that a person chooses in it is newer. */
  opened(viewId: string): ViewUpdate;
  /** For what shows a choice: newer than everything begun before it. */
  chosen(viewId: string): ViewUpdate;
  /** What the newest drawing of this modal was drawn from, as far as this process knows. */
  known(viewId: string): FormState | undefined;
}

export interface ViewUpdate {
  /**
   * Draws, unless something newer was begun; waits for the drawing of this modal that is under way. `hash`: of the modal
   * as it was when this was begun. `draw` gets the hash that our own drawings have made of it, and answers with the next.
   */
  finish(hash: string | undefined, draw: Draw): Promise<void>;
  /** What the newest drawing of this modal was drawn from, as far as this process knows. */
  known(): FormState | undefined;
  /** Remembers it, unless something newer was begun. */
  keep(state: FormState): void;
}

type Draw = (hash: string | undefined) => Promise<string | undefined>;

interface Modal {
  /** Choices so far. */
  newest: number;
  /** Hash before one of our drawings -> hash after it. */
  readonly hashAfter: Map<string, string>;
  underWay: Promise<void>;
  state: FormState | undefined;
}

/** Open modals that are remembered, 20 KB each: more than people have open at a time. */
const MOST = 200;

export function createViewUpdates(): ViewUpdates {
  const modals = new Map<string, Modal>();

  function modalOf(viewId: string): Modal {
    const modal = modals.get(viewId) ?? aModal();
    modals.delete(viewId);
    modals.set(viewId, modal);
    if (modals.size > MOST) modals.delete(modals.keys().next().value ?? viewId);
    return modal;
  }

  return {
    known: (viewId) => modals.get(viewId)?.state,
    opened: (viewId) => viewUpdate(modalOf(viewId), 0),
    chosen(viewId) {
      const modal = modalOf(viewId);
      modal.newest += 1;
      return viewUpdate(modal, modal.newest);
    },
  };
}

function aModal(): Modal {
  return { newest: 0, hashAfter: new Map<string, string>(), underWay: Promise.resolve(), state: undefined };
}

function viewUpdate(modal: Modal, turn: number): ViewUpdate {
  return {
    known: () => modal.state,
    keep(state) {
      if (turn === modal.newest) modal.state = state;
    },
    finish(hash, draw) {
      const run = async (): Promise<void> => {
        if (turn !== modal.newest) return;
        const now = newestHash(modal, hash);
        const next = await draw(now);
        if (now !== undefined && next !== undefined) modal.hashAfter.set(now, next);
      };
      const done = modal.underWay.then(run);
      modal.underWay = done.catch(() => undefined);
      return done;
    },
  };
}

/** A hash that we do not know comes from elsewhere (a receipt, another replica) and is taken as it is. */
function newestHash({ hashAfter: heirs }: Modal, hash: string | undefined): string | undefined {
  let newest = hash;
  for (let turns = 0; newest !== undefined && heirs.has(newest) && turns <= heirs.size; turns += 1) {
    newest = heirs.get(newest);
  }
  return newest;
}
