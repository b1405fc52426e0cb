/**
 * A person for story tests: does what a person does, sees what a person sees. Nothing that is not on the screen can
 * be used; what a bot shows a moment after its acknowledgement is waited for.
 */
import { pressOld } from './acts/press.ts';
import { perform } from './acts.ts';
import type { Sandbox } from './deliver.ts';
import type { Act, ActResult, Json, SandboxMessage, SandboxView } from './api.ts';
import { findUser } from './channels.ts';
import { findButton, type ButtonText } from './person/buttons.ts';
import { placeToFill, stateFor, type Filling } from './person/filling.ts';
import { seenLines, seenView } from './person/seeing.ts';
import { patiently } from './person/waiting.ts';
import { sandboxView, stackOf, topModal } from './views.ts';

export interface Waiting {
  /** How long to wait for something to appear; 5 s, and 2 s for a button. */
  readonly timeoutMs?: number;
}

export interface PressOptions extends Waiting {
  /** Only this message (as it is now). */
  readonly on?: { readonly channel: string; readonly ts: string };
  /** Answers the confirm dialog with its other button: nothing is sent. */
  readonly deny?: boolean;
}

export interface Pressed extends ActResult {
  /** The confirm dialog that came first: its title and its text, on two lines. */
  readonly confirm?: string;
}

export interface PersonDriver {
  readonly id: string;
  /** A command, or with no slash in front an ordinary message. `in` is a channel's id or name, with or without #. */
  types(line: string, where: { readonly in: string }): Promise<ActResult>;
  says(text: string, where: { readonly in: string; readonly thread?: string }): Promise<ActResult>;
  /** The modal on top. Throws when none is open. */
  modal(): SandboxView;
  /** Open modals, the top one last. */
  modals(): SandboxView[];
  /** The modal on top, once one is open (and, with a title, has this title). */
  waitsForModal(title?: string, waiting?: Waiting): Promise<SandboxView>;
  /** Fills the modal by block_id, one input after the other; waits until the modal has them. Ends at the first failure. */
  fills(values: Readonly<Record<string, Filling>>, waiting?: Waiting): Promise<ActResult>;
  submits(waiting?: Waiting): Promise<ActResult>;
  closes(): Promise<ActResult>;
  /** The options that an external select offers for what was typed. */
  options(blockId: string, typed: string): Promise<readonly Json[]>;
  presses(text: ButtonText, options?: PressOptions): Promise<Pressed>;
  /** Clicks a button on a message as it was once, though it may look different by now. */
  pressesOld(message: SandboxMessage, actionId: string): Promise<ActResult>;
  opensHome(): Promise<ActResult>;
  /** By its callback_id; in the menu of a message when one is given. */
  usesShortcut(callbackId: string, message?: { readonly channel: string; readonly ts: string }): Promise<ActResult>;
  home(): SandboxView | undefined;
  /** What is on the screen, line by line: messages and ephemerals, the modal on top, Slack's own notices. */
  sees(): string[];
  seesHome(): string[];
  notices(): string[];
  /** The first line that holds the text or matches. Throws with all that is seen when the time is over. */
  waitsFor(wanted: string | RegExp, waiting?: Waiting): Promise<string>;
  act(act: Act): Promise<ActResult>;
}

const PATIENCE_MS = 5000;
const BUTTON_PATIENCE_MS = 2000;

/** Messages that an error tells of. */
const LAST = 50;

export function createPerson(sandbox: Sandbox, id: string): PersonDriver {
  const { state } = sandbox;
  const user = findUser(state, id);
  if (user === undefined) throw new Error(`no user has the id ${id}`);
  const act = (wanted: Act): Promise<ActResult> => perform(sandbox, wanted);
  const sees = (): string[] => seenLines(state, id);
  const sawLast = (): string => seenLines(state, id, LAST).join('\n');
  const patience = <T>(what: string, look: () => T | undefined, ms: number): Promise<T> =>
    patiently(state, look, ms, () => `${user.name} waited ${ms} ms for ${what}, and saw:\n${sawLast()}`);

  function channelId(name: string): string {
    const bare = name.replace(/^#/, '');
    const channel = state.channels.find((each) => each.id === bare || each.name === bare);
    if (channel === undefined) throw new Error(`there is no channel ${name}`);
    return channel.id;
  }

  function modal(): SandboxView {
    const top = topModal(state, id);
    if (top === undefined) throw new Error(`${user?.name ?? id} has no modal open, and sees:\n${sawLast()}`);
    return sandboxView(top);
  }

  async function fillOne(key: string, value: Filling, ms: number): Promise<ActResult> {
    const { view, placed } = await patience(`the input ${key}`, () => placeToFill(state, id, key), ms);
    const { blockId, actionId } = placed;
    const ask = async (text: string): Promise<readonly Json[]> => {
      const loaded = await act({ kind: 'options', as: id, view: view.id, blockId, actionId, text });
      return loaded.options ?? [];
    };
    const filled = await stateFor(placed, value, ask);
    return act({ kind: 'fill', as: id, view: view.id, blockId, actionId, value: filled });
  }

  return {
    id,
    act,
    async types(line, { in: where }) {
      const [command = '', ...rest] = line.split(' ');
      if (!command.startsWith('/')) return act({ kind: 'say', as: id, channel: channelId(where), text: line });
      return act({ kind: 'command', as: id, channel: channelId(where), command, text: rest.join(' ') });
    },
    says(text, { in: where, thread }) {
      const threadTs = thread === undefined ? {} : { threadTs: thread };
      return act({ kind: 'say', as: id, channel: channelId(where), text, ...threadTs });
    },
    modal,
    modals: () => stackOf(state, id).map(sandboxView),
    waitsForModal(title, { timeoutMs = PATIENCE_MS } = {}) {
      const fits = (view: SandboxView): boolean => title === undefined || view.title === title;
      const look = (): SandboxView | undefined => stackOf(state, id).slice(-1).map(sandboxView).find(fits);
      return patience(`a modal ${title ?? ''}`, look, timeoutMs);
    },
    async fills(values, { timeoutMs = PATIENCE_MS } = {}) {
      for (const [key, value] of Object.entries(values)) {
        const result = await fillOne(key, value, timeoutMs);
        if (!result.ok) return result;
      }
      return { ok: true };
    },
    async submits({ timeoutMs = PATIENCE_MS } = {}) {
      const ready = (): SandboxView | undefined =>
        stackOf(state, id)
          .slice(-1)
          .map(sandboxView)
          .find((view) => view.submit !== undefined);
      const { id: view } = await patience('a modal that can be submitted', ready, timeoutMs);
      return act({ kind: 'submit', as: id, view });
    },
    closes: async () => act({ kind: 'close', as: id, view: modal().id }),
    async options(blockId, typed) {
      const { view, placed } = await patience(
        `the input ${blockId}`,
        () => placeToFill(state, id, blockId),
        PATIENCE_MS,
      );
      const at = { view: view.id, blockId: placed.blockId, actionId: placed.actionId };
      return (await act({ kind: 'options', as: id, ...at, text: typed })).options ?? [];
    },
    async presses(text, { on, deny = false, timeoutMs = BUTTON_PATIENCE_MS } = {}) {
      const button = await patience(`the button ${String(text)}`, () => findButton(state, id, text, on), timeoutMs);
      const confirm = button.confirm === undefined ? {} : { confirm: button.confirm };
      if (deny) return { ok: true, ...confirm };
      return { ...(await act({ kind: 'press', as: id, ...button.press })), ...confirm };
    },
    pressesOld: (message, actionId) => pressOld(sandbox, user, message, actionId),
    opensHome: () => act({ kind: 'home', as: id }),
    usesShortcut: (callbackId, message) =>
      act({
        kind: 'shortcut',
        as: id,
        callbackId,
        ...(message === undefined ? {} : { message: { channel: message.channel, ts: message.ts } }),
      }),
    home() {
      const home = state.homes.get(id);
      return home === undefined ? undefined : sandboxView(home);
    },
    sees,
    seesHome() {
      const home = state.homes.get(id);
      return home === undefined ? [] : seenView(state, home);
    },
    notices: () => [...(state.notices.get(id) ?? [])],
    waitsFor(wanted, { timeoutMs = PATIENCE_MS } = {}) {
      const fits = (line: string): boolean => (typeof wanted === 'string' ? line.includes(wanted) : wanted.test(line));
      return patience(`"${String(wanted)}"`, () => sees().find(fits), timeoutMs);
    },
  };
}
