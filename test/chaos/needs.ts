/** What has to happen before some points are reached at all: an act of a person, or trouble. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RULES } from '../story/stage.ts';
import { portOf } from './crew.ts';
import { addInstances, FEW, hasButton, needingNobody, ONLOOKER } from './people.ts';
import type { Scene } from './trouble.ts';

/** Goes on until it is over; faults that nothing has met by then are cleared by who called it. */
type Act = (scene: Scene, over: () => boolean) => Promise<void>;

/** Who may not decide presses a button: it is written down once, and the same press comes to nothing. */
const trespass: Act = async ({ stage, fleet }, over) => {
  const person = stage.slack.person(ONLOOKER);
  while (!over()) {
    const cards = fleet.rooms.flatMap((room) => stage.cards(room)).filter((card) => hasButton(card, 'approve'));
    for (const card of cards.slice(0, 1)) {
      // To reject would open a form, and is refused before; to approve is stored like any press.
      for (const button of ['approve', 'reject', 'approve', 'reject']) {
        if (!over()) await person.pressesOld(card, button).catch(() => undefined);
      }
    }
    await until(over, 100);
  }
};

/** Nobody has asked for these before, so that nothing is written down of an earlier change. */
const askForNew: Act = async ({ stage, fleet }, over) => {
  fleet.ids = addInstances(stage);
  await until(over);
};

const reject: Act = async ({ fleet }, over) => {
  fleet.rejects = 1;
  await until(over);
  fleet.rejects = FEW;
};

/** Each writes a row to find out whether it can. */
const probe: Act = async ({ crew }, over) => {
  while (!over()) {
    for (const { bot } of crew.seats) {
      if (bot !== undefined) await fetch(`http://127.0.0.1:${String(portOf(bot))}/readyz`).catch(() => undefined);
    }
    await until(over, 200);
  }
};

/** What is written down of the configuration belongs to no request. */
const edit: Act = async ({ stage, dice }, over) => {
  while (!over()) {
    stage.configure(`${RULES}# edit ${String(Math.floor(dice.between(0, 1e6)))}\n`);
    await until(over, 1000);
  }
};

/** No call of an order arrives, and none of its traces is there to be found. */
const orderInVain: Act = async ({ stage }, over) => {
  stage.cloud.fault({ kind: 'drop_before', action: 'ModifyInstanceSpec', times: 30 });
  await until(over);
};

const orderUnheard: Act = async ({ stage }, over) => {
  stage.cloud.fault({ kind: 'drop_after', action: 'ModifyInstanceSpec' });
  await until(over);
};

/** A message is posted again before Slack tells of the first one, whose answer was lost. */
const postTwice: Act = async ({ stage: { slack } }, over) => {
  while (!over()) {
    slack.fault({ kind: 'drop_after', method: 'chat.postMessage', times: 6 });
    const heard = slack.fault({ kind: 'lose_event', times: Infinity });
    await until(over, 1500);
    heard();
    await until(over, 2500);
  }
};

/** What nobody has to approve goes on while Slack takes no card of it. */
const cardLate: Act = async ({ stage: { slack, cloud }, fleet }, over) => {
  const { ids } = fleet;
  fleet.ids = needingNobody(ids);
  cloud.fault({ kind: 'delay', action: 'ModifyInstanceSpec', ms: 700, times: 50 });
  cloud.fault({ kind: 'delay', action: 'DescribeInstanceAttribute', ms: 300, times: 100 });
  while (!over()) {
    const refusal = { kind: 'method', method: 'chat.postMessage', error: 'service_unavailable' } as const;
    const taken = slack.fault({ ...refusal, times: Infinity });
    await until(over, 2500);
    taken();
    await until(over, 2500);
  }
  fleet.ids = ids;
};

/**
 * By the commit or call. A commit is named by what it writes; in src/store/ these are `note` and `settle` of a refusal (with
 * `claimed_key`; the second time without an event), `open`, `noteConfiguration`, `strayDeleted`, and `claimMessage`: of
 * a second message (`job+stray_message`), or of a card that was not known before (`request`, in the state it is in by then).
 */
export const NEEDS: Readonly<Record<string, Act>> = {
  'commit of audit_head+claimed_key+event': trespass,
  'commit of audit_head+claimed_key+event+inbound': trespass,
  'commit of claimed_key': trespass,
  'commit of claimed_key+inbound': trespass,
  'commit of audit_head+event+inbound+job+request (approved)': askForNew,
  'commit of audit_head+event+inbound+job+request (pending)': askForNew,
  'commit of audit_head+event+job': edit,
  'commit of audit_head+event+job+request (rejected)': reject,
  'commit of audit_head+event+job+request (unknown)': orderInVain,
  'commit of replica': probe,
  'commit of delivery+job+stray_message': postTwice,
  'commit of job+stray_message': postTwice,
  'commit of stray_message': postTwice,
  'commit of request (approved)': cardLate,
  'commit of request (ordering)': cardLate,
  'commit of request (ordered)': cardLate,
  'commit of request (changing)': cardLate,
  'commit of request (completed)': cardLate,
  'call of QueryOrders': orderUnheard,
  'call of GetOrderDetail': orderUnheard,
  'call of chat.delete': postTwice,
};

async function until(over: () => boolean, ms = Infinity): Promise<void> {
  for (const end = Date.now() + ms; !over() && Date.now() < end;) await sleep(50);
}
