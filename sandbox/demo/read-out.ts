/** Blocks as rows for the terminal: a message or a form as a person sees it. */
import type { Block, Json, SandboxView } from '../slack/api.ts';
import { listOf, objectOf, textOf } from '../slack/json.ts';
import { readableBlocks } from '../slack/readable-blocks.ts';
import type { Row } from './paper.ts';

/** Longer ones are cut. */
const LABEL = 18;

type Read = (mrkdwn: string) => string;

export function rowsOf(blocks: readonly Block[], read: Read, values: SandboxView['values'] = {}): readonly Row[] {
  return blocks.flatMap((block) => {
    const fields = listOf(block['fields']);
    if (fields.length > 0) return fields.map((field) => fieldRow(read(textOf(objectOf(field)['text']) ?? '')));
    if (block.type === 'input') return [inputRow(block, values)];
    const lines = readableBlocks([block], read)
      .split('\n')
      .filter((line) => line !== '');
    return lines.length === 0 ? [] : [{ lines }];
  });
}

/** The first line of a field is its label. */
function fieldRow(text: string): Row {
  const [label = '', ...lines] = text.split('\n');
  return lines.length === 0 ? { lines: [label] } : { label, lines };
}

function inputRow(block: Block, values: SandboxView['values']): Row {
  const label = textOf(objectOf(block['label'])['text']) ?? '';
  const held = Object.values(values[textOf(block['block_id']) ?? ''] ?? {})
    .map(chosenOf)
    .join(', ');
  return { label: label.length > LABEL ? `${label.slice(0, LABEL - 1)}…` : label, lines: [held === '' ? '—' : held] };
}

/** What an input holds, as it is shown in it. */
function chosenOf(state: Json): string {
  const { value, selected_option: one, selected_options: many } = objectOf(state);
  const labels = [...listOf(many), ...(one === undefined ? [] : [one])].map(
    (option) => textOf(objectOf(objectOf(option)['text'])['text']) ?? '',
  );
  return textOf(value) ?? labels.filter((label) => label !== '').join(', ');
}
