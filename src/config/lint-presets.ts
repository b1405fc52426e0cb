import { otherMeaning } from '../core/command/tokens.ts';
import type { Draft } from './draft.ts';
import { finding, wrongKey, type Finding } from './problem.ts';
import type { RawFile } from './schema.ts';

const TARGETS = ['class', 'size', 'step'] as const;

/** A preset says one thing, by a word that says nothing else in a command. */
export function presetFindings({ presets = {} }: Draft<RawFile>): readonly Finding[] {
  return Object.entries(presets).flatMap(([name, preset]) => {
    const path = ['presets', name];
    const other = otherMeaning(name);
    const given = TARGETS.filter((key) => preset !== undefined && key in preset);
    return [
      ...(other === undefined ? [] : [wrongKey(path, `means something else in a command: ${other}`)]),
      ...(given.length === 1 || preset === undefined
        ? []
        : [finding(path, 'must have exactly one of class, size and step')]),
    ];
  });
}
