import type { Policy } from '../policy/policy-model.ts';
import { readTime } from './time.ts';
import type { Command } from './command.ts';

/** The command with what its preset stands for; flags that were typed win. */
export function withPreset(command: Command, { presets }: Pick<Policy, 'presets'>): Command {
  if (!('preset' in command) || command.preset === undefined) return command;
  const preset = Object.hasOwn(presets, command.preset) ? presets[command.preset] : undefined;
  if (preset === undefined) return command;
  const until = command.until ?? (preset.until === undefined ? undefined : readTime(preset.until));
  return { ...command, preset: undefined, ...preset.target, until, flags: { ...preset.flags, ...command.flags } };
}
