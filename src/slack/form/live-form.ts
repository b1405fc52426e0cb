import type { ModalView } from '@slack/types';
import { notice, section } from '../messages/blocks.ts';
import type { Drawing } from './view-updates.ts';
import { formView } from './form.ts';
import type { FormState } from './state.ts';
import type { Front } from '../entry/context.ts';
import { wait } from '../entry/receipts.ts';
import type { Words } from '../../wording/words.ts';
import { noted, redraw } from '../entry/private-answer.ts';

/** An open form, as far as it is known: every change of it is drawn soon, several that come together at once. */
export interface Sheet {
  put(change: Partial<FormState> | ((now: FormState) => Partial<FormState>)): void;
  speaks(words: Words): void;
  /** There will be no form: only this text (mrkdwn). */
  ends(text: string): void;
  /** Resolves when everything that was put so far is on the screen, or something newer is. */
  drawn(): Promise<void>;
}

/** Facts that come within this time of one another are one drawing. */
const TOGETHER_MS = 100;

export function createSheet(
  front: Front,
  view: { readonly id: string; readonly hash: string | undefined },
  drawing: Drawing,
  begun: { readonly state: FormState; readonly words: Words; readonly shown: ModalView | undefined },
): Sheet {
  let { state, words } = begun;
  let end: string | undefined;
  let shown = JSON.stringify(begun.shown);
  let coming: Promise<void> | undefined;
  let last = Promise.resolve();

  const now = (): ModalView => (end === undefined ? formView(state, words, front.now()) : only(end, words));

  async function draw(hash: string | undefined): Promise<string | undefined> {
    coming = undefined;
    const next = now();
    const text = JSON.stringify(next);
    if (text === shown) return undefined;
    shown = text;
    return redraw(front, view.id, hash, next);
  }

  function soon(): void {
    coming ??= last = wait(TOGETHER_MS)
      .then(() => drawing.finish(view.hash, draw))
      .catch((error: unknown) => void noted(front, 'form', error));
  }

  drawing.keep(state);
  if (begun.shown === undefined) soon();
  return {
    put(change) {
      state = { ...state, ...(typeof change === 'function' ? change(state) : change) };
      drawing.keep(state);
      soon();
    },
    speaks(own) {
      words = own;
      soon();
    },
    ends(text) {
      end ??= text;
      soon();
    },
    drawn: () => last,
  };
}

function only(text: string, words: Words): ModalView {
  return notice(words.plain('reply.refusedTitle', {}), words.plain('form.done', {}), [section(text)]);
}
