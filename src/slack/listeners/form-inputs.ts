import type { PlainTextOption } from '@slack/types';
import type { Person } from '../../core/request.ts';
import { memory, sized } from '../amounts.ts';
import { LIMITS, option } from '../blocks.ts';
import { nameOf } from '../figures.ts';
import { fitsOption } from '../form/form.ts';
import { readClass, readDraft, readInstance, readKept, type Values } from '../form/read.ts';
import type { Front } from '../front.ts';
import { plain } from '../inert.ts';
import { describe } from '../log.ts';
import { wait } from '../receipts.ts';
import { redraw } from '../whisper.ts';
import { fill } from './open-form.ts';
import type { InstanceSummary } from '../../core/instance.ts';

/** An open modal as Slack describes it in its payloads. */
export interface OpenView {
  readonly id: string;
  readonly hash: string;
  readonly private_metadata: string;
  readonly state?: { readonly values?: Values };
}

/** Another instance was chosen: the facts above the form are read again, what was typed stays. */
export async function instanceChosen(front: Front, person: Person, view: OpenView): Promise<void> {
  const kept = readKept(view.private_metadata);
  if (kept === undefined) return;
  const draft = readDraft(view.state?.values ?? {}, kept);
  const drawing = front.drawings.chosen(view.id);
  const filled = await fill(front, person, { draft, channelId: kept.channelId, about: { kind: 'nothing' } });
  await drawing.finish(view.hash, (hash) => redraw(front, view.id, hash, filled));
}

/** Slack gives three seconds for a list and takes a hundred options. */
const LIST_MS = 2_300;
const MOST = 100;

export async function instanceOptions(front: Front, person: Person, text: string): Promise<PlainTextOption[]> {
  const found = await inTime(front, front.desk().search(person, text));
  const typed = readInstance(text);
  const asTyped =
    typed === undefined || found.some(({ instanceId }) => instanceId === typed) ? [] : [option(typed, typed)];
  return [...asTyped, ...found.filter(({ instanceId }) => fitsOption(instanceId)).map(instanceOption)].slice(0, MOST);
}

export async function classOptions(
  front: Front,
  person: Person,
  text: string,
  view: OpenView | undefined,
): Promise<PlainTextOption[]> {
  const kept = readKept(view?.private_metadata ?? '');
  // The state is the newest choice; where Slack leaves it out, the form remembers whom it was drawn for.
  const chosen = kept === undefined ? undefined : readDraft(view?.state?.values ?? {}, kept).instanceId;
  const instanceId = chosen ?? kept?.instanceId;
  const targets = instanceId === undefined ? [] : await inTime(front, front.desk().targets(person, instanceId, text));
  const typed = readClass(text);
  const asTyped =
    typed === undefined || !fitsOption(typed) || targets.some(({ name }) => name === typed)
      ? []
      : [option(typed, typed)];
  const offered = targets
    .filter(({ name }) => fitsOption(name))
    .map(({ name, capacityMb }) => option(sized(name, capacityMb), name));
  return [...asTyped, ...offered].slice(0, MOST);
}

/** `orders-cache · r-bp1… · cn-hangzhou · 1 GB`; only the name gives way when it is too long. */
function instanceOption(instance: InstanceSummary): PlainTextOption {
  const { instanceId, region, capacityMb } = instance;
  const rest = [instanceId, region, memory(capacityMb)].filter((part) => part !== undefined).join(' · ');
  const name = plain(nameOf(instance), Math.max(8, LIMITS.option - rest.length - 3));
  return option(name === instanceId ? rest : `${name} · ${rest}`, instanceId);
}

/** An empty list in time is better than a full one too late: typed text works as well. */
async function inTime<T>(front: Front, list: Promise<readonly T[]>): Promise<readonly T[]> {
  const failed = (error: unknown): readonly T[] => {
    front.log.warn({ error: describe(error) }, 'a list of options could not be read');
    return [];
  };
  return Promise.race([list.catch(failed), wait(LIST_MS).then((): readonly T[] => [])]);
}
