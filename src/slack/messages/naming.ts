/** The answer to a name that is not of one instance: those that could be meant, each with its button. */
import type { KnownBlock } from '@slack/types';
import type { Command } from '../../core/command/command.ts';
import { commandMeant } from '../../core/command/grammar.ts';
import { printCommand } from '../../core/command/print.ts';
import { plain } from '../../core/command/text.ts';
import type { InstanceSummary } from '../../core/instance/instance.ts';
import type { Naming } from '../../core/instance/naming.ts';
import { INSTANCE_ID } from '../../core/value/ids.ts';
import type { Among } from '../../workflow/ports.ts';
import { memory } from '../../wording/amounts.ts';
import { nameOf } from '../../wording/figures.ts';
import { code, inert } from '../../wording/inert.ts';
import { placesText } from '../../wording/places.ts';
import type { Words } from '../../wording/words.ts';
import { context, LIMITS, type Message, plainText, section } from './blocks.ts';

export const PICK = 'pick_instance';

/** Slack allows 50 blocks; a longer list is narrowed by a longer name. */
const MOST = 20;
/** Slack's limit of a block_id, in which the command waits for its instance; a longer one waits in the button's value. */
const MAX_BLOCK_ID = 255;
const MAX_VALUE = 2_000;
/** Of the values of all buttons: Slack doesn't say which size of a message is too large. */
const MAX_VALUES = 6_000;

type Unnamed = Exclude<Naming<InstanceSummary>, { kind: 'one' }>;

/** `command`: as it was read, with the name. */
export function namingMessage(naming: Unnamed, command: Command, among: Among, words: Words): Message {
  const typed = 'instanceName' in command ? (command.instanceName ?? '') : '';
  const instances = naming.kind === 'several' ? naming.instances : naming.near;
  const title = titleOf(naming, typed, among, words);
  const other = naming.kind === 'none' && command.kind === 'request' ? commandMeant(plain(typed)) : undefined;
  const waiting = printCommand({ ...command, instanceName: undefined } as Command);
  const shown = instances.slice(0, MOST);
  const [onBlock, onButton] = blockIdOf(MOST, waiting).length <= MAX_BLOCK_ID ? [waiting, ''] : ['', ` ${waiting}`];
  const longest = Math.max(...shown.map(({ instanceId }) => instanceId.length + onButton.length));
  const fits = longest <= MAX_VALUE && (onButton === '' || longest * shown.length <= MAX_VALUES);
  const rows = shown.map((instance, index) =>
    row(instance, fits ? { blockId: blockIdOf(index, onBlock), onButton } : undefined, words),
  );
  const lines = [
    title,
    ...(other === undefined ? [] : [words.mrkdwn('naming.command', { command: code(`/redis-resize ${other}`) })]),
    ...(naming.kind === 'none' && 'region' in command && command.region !== undefined
      ? [words.mrkdwn('naming.region', { region: code(command.region) })]
      : []),
    ...(naming.kind === 'none' && rows.length > 0 ? [words.mrkdwn('naming.near', {})] : []),
    ...(fits || rows.length === 0 ? [] : [words.mrkdwn('naming.retype', {})]),
  ];
  const notes = [
    ...(instances.length > MOST ? [words.mrkdwn('naming.more', { count: MOST })] : []),
    ...(naming.unread.length === 0 ? [] : [unreadText(naming, words)]),
  ];
  return { text: title, blocks: [section(lines.join('\n')), ...rows, ...notes.map((note) => context(note))] };
}

function titleOf(naming: Unnamed, name: string, among: Among, words: Words): string {
  const typed = code(name, 100);
  if (naming.kind === 'none') return words.mrkdwn(`naming.none.${among}`, { typed });
  return words.mrkdwn(naming.instances.length > 1 ? 'naming.several' : 'naming.unsure', { typed });
}

function unreadText({ unread }: Unnamed, words: Words): string {
  return words.mrkdwn('naming.unread', { places: placesText(unread) });
}

function row(
  instance: InstanceSummary,
  waits: { readonly blockId: string; readonly onButton: string } | undefined,
  words: Words,
): KnownBlock {
  const { instanceId, region, account, instanceClass, capacityMb } = instance;
  const about = [region, account, instanceClass, memory(capacityMb)].filter((part) => part !== undefined).join(' · ');
  const shown = section(`*${inert(nameOf(instance))}* ${code(instanceId).markup}\n${inert(about)}`);
  if (waits === undefined || !INSTANCE_ID.test(instanceId)) return shown;
  const text = plainText(words.plain('naming.choose', {}), LIMITS.button);
  const button = { type: 'button', action_id: PICK, text, value: instanceId + waits.onButton } as const;
  const aloud = `${text.text} ${instanceId}`;
  return { ...shown, block_id: waits.blockId, accessory: { ...button, accessibility_label: aloud } };
}

function blockIdOf(index: number, waiting: string): string {
  return `pick ${String(index)} ${waiting}`;
}

/** The command that a button of the list completes; undefined: it is not ours. */
export function pickedCommand(blockId: string | undefined, value: string | undefined): string | undefined {
  const onBlock = /^pick \d+ (.*)$/s.exec(blockId ?? '')?.[1];
  const [, instanceId = '', onButton = ''] = /^(\S+)(?: (.*))?$/s.exec(value ?? '') ?? [];
  return onBlock === undefined || !INSTANCE_ID.test(instanceId) ? undefined : `${onBlock}${onButton} ${instanceId}`;
}
