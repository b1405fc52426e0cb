import type { ModalView } from '@slack/types';
import type { ViewUpdate } from './view-updates.ts';
import { formView } from './form.ts';
import type { FormState } from './state.ts';
import type { SlackContext } from '../entry/context.ts';
import { wait } from '../entry/receipts.ts';
import type { Words } from '../../wording/words.ts';
import { refusalView } from '../messages/refusals.ts';
import { logUnexpected, updateView } from '../entry/private-answer.ts';

/** An open form, as far as it is known. */
export interface LiveForm {
  /** Is on the screen with the next drawing. */
  put(change: Partial<FormState> | ((now: FormState) => Partial<FormState>)): void;
  speaks(words: Words): void;
  /** Draws soon what was put; several drawings that are asked for together are one, and the same once more is none. */
  draw(): void;
  /** There will be no form: only this text (mrkdwn), drawn soon. */
  ends(text: string): void;
  /** Resolves when everything that was put so far is on the screen, or something newer is. */
  drawn(): Promise<void>;
}

/** Drawings that are asked for within this time of one another are one. */
const TOGETHER_MS = 100;

export function createLiveForm(
  context: SlackContext,
  view: { readonly id: string; readonly hash: string | undefined },
  update: ViewUpdate,
  begun: { readonly state: FormState; readonly words: Words; readonly shown: ModalView | undefined },
): LiveForm {
  let { state, words } = begun;
  let end: string | undefined;
  let shown = JSON.stringify(begun.shown);
  let coming: Promise<void> | undefined;
  let last = Promise.resolve();

  const now = (): ModalView => (end === undefined ? formView(state, words, context.now()) : refusalView(end, words));

  async function drawNow(hash: string | undefined): Promise<string | undefined> {
    coming = undefined;
    const next = now();
    const text = JSON.stringify(next);
    if (text === shown) return undefined;
    shown = text;
    return updateView(context, view.id, hash, next);
  }

  function soon(): void {
    coming ??= last = wait(TOGETHER_MS)
      .then(() => update.finish(view.hash, drawNow))
      .catch((error: unknown) => void logUnexpected(context, 'form', error));
  }

  update.keep(state);
  if (begun.shown === undefined) soon();
  return {
    put(change) {
      state = { ...state, ...(typeof change === 'function' ? change(state) : change) };
      update.keep(state);
    },
    speaks(own) {
      words = own;
    },
    draw: soon,
    ends(text) {
      end ??= text;
      soon();
    },
    drawn: () => last,
  };
}
