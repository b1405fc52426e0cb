import type { App, ViewResponseAction } from '@slack/bolt';
import { BUTTONS } from '../core/request/state.ts';
import type { Drain } from './entry/drain.ts';
import { enter, firstOf, firstTime } from './entry/enter.ts';
import { CHOICES } from './form/form.ts';
import type { Invocation, SlackContext } from './entry/context.ts';
import { clicked, type QuickButton } from './listeners/clicks.ts';
import { cardPressed, messagePosted } from './listeners/own-messages.ts';
import { commanded } from './listeners/command.ts';
import { classOptions, couponOptions, fieldChosen, instanceOptions } from './listeners/form-inputs.ts';
import { mentioned } from './listeners/mention.ts';
import { approval, rejection, settlement } from './listeners/modals.ts';
import { modalClicked, modalSubmitted } from './listeners/press-modal.ts';
import { breakGlassSubmitted, confirmSubmitted } from './listeners/send-again.ts';
import { backPressed, formShortcut, messageShortcut, newRequestPressed, picked } from './listeners/ways-in.ts';
import { formSubmitted } from './listeners/submit-form.ts';
import { PICK } from './messages/naming.ts';
import { describe } from './web/log.ts';
import { EVENTS, NEW_REQUEST, RESIZE_BACK, SHORTCUTS } from './ids.ts';
import { invocationOf, type Payload, personOf } from './entry/payloads.ts';
import { brokenMessage, brokenView, guarded, updateView, answerPrivately } from './entry/private-answer.ts';

/** Ties every name of KNOWN (outdated.ts) to its listener. What changes something is stored and then acknowledged; everything else is acknowledged first. */
export function register(app: App, context: SlackContext, drain: Drain): void {
  app.use((args) => drain.run(() => args.next()));
  app.use((args) => enter(context, args));

  app.command('/redis-resize', async ({ ack, body }) => {
    await acknowledge(context, ack);
    if (!(await firstTime(context, body))) return;
    const invocation = invocationOf(body, context.apiUrl);
    await answering(context, 'command', invocation, () => commanded(context, invocation, body.text));
  });
  for (const button of BUTTONS) {
    app.action({ action_id: button, type: 'block_actions' }, async ({ ack, body }) => {
      const payload = body as Payload;
      const invocation = invocationOf(payload, context.apiUrl);
      const receipt = () => acknowledge(context, ack);
      void cardPressed(context, payload);
      await answering(context, button, invocation, async () => {
        const modal = MODALS.find((one) => one.button === button);
        if (modal === undefined) return clicked(context, invocation, button as QuickButton, payload, receipt);
        await receipt();
        if (await firstTime(context, payload)) await modalClicked(modal, context, invocation, payload.actions?.[0]);
      });
    });
  }
  app.event(EVENTS.posted, async ({ event }) => {
    await messagePosted(context, event);
  });
  registerWaysIn(app, context);
  registerModals(app, context);
  app.error((error) => {
    context.log.error({ error: describe(error) }, 'a payload could not be handled');
    // The receiver does not acknowledge it then.
    return Promise.reject(error);
  });
}

/** Buttons that ask for something before they are decided upon. */
const MODALS = [approval, rejection, settlement] as const;

function registerWaysIn(app: App, context: SlackContext): void {
  app.event(EVENTS.homeOpened, async ({ body, event }) => {
    if (event.tab === 'home') await context.desk.homeOpened(personOf(body), event.view === undefined);
  });
  app.event(EVENTS.mention, async ({ body, event }) => {
    const invocation = invocationOf(body, context.apiUrl);
    if (!(await firstOf(context, `mention:${invocation.id}`))) return;
    await answering(context, 'mention', invocation, () => mentioned(context, invocation, event.text));
  });
  for (const [name, open] of Object.entries(BUTTONS_TO_OPEN)) {
    app.action({ action_id: name, type: 'block_actions' }, opening(context, name, open));
  }
  app.shortcut(SHORTCUTS.form, opening(context, SHORTCUTS.form, formShortcut));
  app.shortcut(SHORTCUTS.fromMessage, opening(context, SHORTCUTS.fromMessage, messageShortcut));
}

type Open = (context: SlackContext, invocation: Invocation, payload: Payload) => Promise<void>;

const BUTTONS_TO_OPEN: Readonly<Record<string, Open>> = {
  [PICK]: picked,
  [NEW_REQUEST]: newRequestPressed,
  [RESIZE_BACK]: backPressed,
};

/** A payload with a trigger that opens the form: acknowledged first, and heard once. */
function opening(context: SlackContext, name: string, open: Open) {
  return async ({ ack, body }: { readonly ack: () => Promise<void>; readonly body: object }): Promise<void> => {
    const payload = body as Payload;
    void cardPressed(context, payload);
    await acknowledge(context, ack);
    if (!(await firstTime(context, payload))) return;
    const invocation = invocationOf(payload, context.apiUrl);
    await answering(context, name, invocation, () => open(context, invocation, payload));
  };
}

function registerModals(app: App, context: SlackContext): void {
  for (const field of CHOICES) {
    app.action({ action_id: field, type: 'block_actions' }, async ({ ack, body }) => {
      await acknowledge(context, ack);
      const { view } = body as Payload;
      if (view !== undefined) await inModal(context, body, () => fieldChosen(context, personOf(body), view));
    });
  }
  for (const [field, options] of [
    ['instance', instanceOptions],
    ['target_class', classOptions],
    ['coupon_no', couponOptions],
  ] as const) {
    app.options(field, async ({ ack, body }) => {
      await ack(await options(context, personOf(body), body.value, (body as Payload).view));
    });
  }
  for (const [callbackId, submitted] of [
    ['resize', formSubmitted],
    ['approve', modalSubmitted.bind(undefined, approval)],
    ['reject', modalSubmitted.bind(undefined, rejection)],
    ['settle', modalSubmitted.bind(undefined, settlement)],
    ['break_glass', breakGlassSubmitted],
    ['confirm', confirmSubmitted],
  ] as const) {
    app.view(callbackId, async ({ ack, body }) => {
      const payload = body as Payload;
      const { view } = payload;
      const answer = (response: ViewResponseAction) => acknowledge(context, () => ack(response));
      if (view !== undefined) {
        await inModal(context, payload, () =>
          submitted(context, personOf(payload), view, answer, payload.trigger_id ?? ''),
        );
      }
    });
  }
}

/** A lost acknowledgement shows an error to the person, but what was asked is still done. */
async function acknowledge(context: SlackContext, ack: () => Promise<void>): Promise<void> {
  try {
    await ack();
  } catch (error) {
    context.log.warn({ error: describe(error) }, 'an acknowledgement was lost');
  }
}

function answering(
  context: SlackContext,
  name: string,
  invocation: Invocation,
  run: () => Promise<void>,
): Promise<void> {
  const tell = (reference: string) =>
    answerPrivately(context, invocation, brokenMessage(context, invocation.person.userId, reference));
  return guarded(context, name, tell, run);
}

function inModal(context: SlackContext, body: Payload, run: () => Promise<void>): Promise<void> {
  const tell = async (reference: string) => {
    if (body.view === undefined) return;
    await updateView(context, body.view.id, undefined, brokenView(context, personOf(body).userId, reference));
  };
  return guarded(context, 'modal', tell, run);
}
