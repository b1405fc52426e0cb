import type { App, ViewResponseAction } from '@slack/bolt';
import { BUTTONS } from './card/buttons.ts';
import type { Drain } from './entry/drain.ts';
import { enter, firstTime } from './entry/enter.ts';
import { CHOICES } from './form/form.ts';
import type { Asker, Front } from './entry/context.ts';
import { clicked } from './listeners/clicks.ts';
import { commanded } from './listeners/command.ts';
import { classOptions, couponOptions, fieldChosen, instanceOptions } from './listeners/form-inputs.ts';
import { glassSubmitted } from './listeners/break-glass.ts';
import { rejectClicked, rejectionSubmitted } from './listeners/rejection.ts';
import { formSubmitted } from './listeners/submit-form.ts';
import { describe } from './web/log.ts';
import { askerOf, type Payload, personOf } from './entry/payloads.ts';
import { brokenMessage, brokenView, guarded, redraw, whisper } from './entry/private-answer.ts';

/** Ties every name of KNOWN (outdated.ts) to its listener. What changes something is stored and then acknowledged; everything else is acknowledged first. */
export function register(app: App, front: Front, drain: Drain): void {
  app.use((args) => drain.run(() => args.next()));
  app.use((args) => enter(front, args));

  app.command('/redis-resize', async ({ ack, body }) => {
    await acknowledge(front, ack);
    if (!(await firstTime(front, body))) return;
    const asker = askerOf(body, front.apiUrl);
    await answering(front, 'command', asker, () => commanded(front, asker, body.text));
  });
  for (const button of BUTTONS) {
    app.action({ action_id: button, type: 'block_actions' }, async ({ ack, body }) => {
      const payload = body as Payload;
      const asker = askerOf(payload, front.apiUrl);
      const receipt = () => acknowledge(front, ack);
      await answering(front, button, asker, async () => {
        if (button !== 'reject') return clicked(front, asker, button, payload, receipt);
        await receipt();
        if (await firstTime(front, payload)) await rejectClicked(front, asker, payload.actions?.[0]?.value);
      });
    });
  }
  registerModals(app, front);
  app.error((error) => {
    front.log.error({ error: describe(error) }, 'a payload could not be handled');
    return Promise.resolve();
  });
}

function registerModals(app: App, front: Front): void {
  for (const field of CHOICES) {
    app.action({ action_id: field, type: 'block_actions' }, async ({ ack, body }) => {
      await acknowledge(front, ack);
      const { view } = body as Payload;
      if (view !== undefined) await inModal(front, body, () => fieldChosen(front, personOf(body), view));
    });
  }
  app.options('instance', async ({ ack, body }) => {
    await ack({ options: await instanceOptions(front, personOf(body), body.value) });
  });
  app.options('target_class', async ({ ack, body }) => {
    const { view } = body as Payload;
    await ack({ options: await classOptions(front, personOf(body), body.value, view) });
  });
  app.options('coupon_no', async ({ ack, body }) => {
    const { view } = body as Payload;
    await ack({ options: await couponOptions(front, personOf(body), body.value, view) });
  });
  for (const [callbackId, submitted] of [
    ['resize', formSubmitted],
    ['reject', rejectionSubmitted],
    ['break_glass', glassSubmitted],
  ] as const) {
    app.view(callbackId, async ({ ack, body }) => {
      const payload = body as Payload;
      const { view } = payload;
      const answer = (response: ViewResponseAction) => acknowledge(front, () => ack(response));
      if (view !== undefined) {
        await inModal(front, payload, () => submitted(front, personOf(payload), view, answer));
      }
    });
  }
}

/** A lost acknowledgement shows an error to the person, but what was asked is still done. */
async function acknowledge(front: Front, ack: () => Promise<void>): Promise<void> {
  try {
    await ack();
  } catch (error) {
    front.log.warn({ error: describe(error) }, 'an acknowledgement was lost');
  }
}

function answering(front: Front, name: string, asker: Asker, run: () => Promise<void>): Promise<void> {
  const tell = (reference: string) => whisper(front, asker, brokenMessage(front, asker.person.userId, reference));
  return guarded(front, name, tell, run);
}

function inModal(front: Front, body: Payload, run: () => Promise<void>): Promise<void> {
  const tell = async (reference: string) => {
    if (body.view === undefined) return;
    await redraw(front, body.view.id, undefined, brokenView(front, personOf(body).userId, reference));
  };
  return guarded(front, 'modal', tell, run);
}
