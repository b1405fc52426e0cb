/** From the decision to the call that orders: where nobody has to approve, and from the button. */
import { addInstance, openScene, type Scene } from './scene.ts';
import { until } from './until.ts';
import { type Line, median } from './table.ts';

const TARGET = 'redis.master.mid.default';
const IN_A_ROW = 12;

export async function measureOrders({ rounds }: { readonly rounds: number }) {
  const approved: number[] = [];
  const submitted: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const scene = await openScene();
    const bot = await scene.start('ours');
    const row = Array.from({ length: IN_A_ROW }, (_, n) => `${String(round)}-${String(n)}`);
    const bySubmit: number[] = [];
    for (const n of row) bySubmit.push(await fromSubmit(scene, addInstance(scene, `dev-${n}`, 'dev')));
    submitted.push(median(bySubmit));
    const byPress: number[] = [];
    for (const n of row) byPress.push(await fromPress(scene, addInstance(scene, `prod-${n}`, 'prod')));
    approved.push(median(byPress));
    await bot.stop();
    await scene.close();
  }
  return [
    { what: 'approval to ModifyInstanceSpec, p50', unit: 'ms', ours: approved, bare: [], bar: 60 },
    { what: 'submit to ModifyInstanceSpec, p50', unit: 'ms', ours: submitted, bare: [], bar: 80 },
  ] satisfies Line[];
}

async function fromSubmit(scene: Scene, instance: string): Promise<number> {
  await fill(scene, instance);
  return timeToOrder(scene, () => scene.slack.person('U0DEV1').submits());
}

async function fromPress(scene: Scene, instance: string): Promise<number> {
  await fill(scene, instance);
  await scene.slack.person('U0DEV1').submits();
  const sre = scene.slack.person('U0SRE1');
  await sre.waitsFor(instance, { timeoutMs: 20_000 });
  await sre.waitsFor(/Please approve or reject/, { timeoutMs: 20_000 });
  const card = scene.slack.messages('#payments').findLast(({ threadTs }) => threadTs === undefined);
  if (card === undefined) throw new Error('no card');
  return timeToOrder(scene, () => sre.presses('Approve', { on: { channel: card.channel, ts: card.ts } }));
}

async function fill({ slack }: Scene, instance: string): Promise<void> {
  const dev = slack.person('U0DEV1');
  await dev.types(`/redis-resize ${instance} ${TARGET}`, { in: '#payments' });
  // With the price: what is sent before it was shown is confirmed once more.
  await until(() => {
    const shown = JSON.stringify(dev.modals().at(-1) ?? '');
    return shown.includes(instance) && /¥|CNY/.test(shown);
  });
  await dev.fills({ reason: 'bench' });
}

async function timeToOrder({ cloud }: Scene, act: () => Promise<unknown>): Promise<number> {
  const orders = () => cloud.calls.filter(({ action }) => action === 'ModifyInstanceSpec').length;
  const before = orders();
  const began = performance.now();
  const acted = act();
  await until(() => orders() > before);
  const taken = performance.now() - began;
  await acted;
  return taken;
}
