import { printSizing } from '../instance/sizing.ts';
import type { Command } from './command.ts';
import { printFlags } from './flags.ts';
import { type Filled, GRAMMAR } from './grammar.ts';
import { quote } from './text.ts';

/** The command in its plainest form; `parseCommand` reads it back. An invalid command prints as nothing. */
export function printCommand(command: Command): string {
  if (command.kind === 'invalid') return '';
  const {
    instanceId,
    instanceName,
    targetClass,
    sizing,
    preset,
    requestId,
    month,
    region,
    businessInfo,
    reason,
    flags,
  }: Partial<Filled> & Pick<Command, 'kind'> = command;
  const free = GRAMMAR[command.kind].rest !== undefined;
  return [
    ...(command.kind === 'request' ? [] : [command.kind]),
    ...[
      ...[requestId, month, instanceId, instanceName === undefined ? undefined : quote(instanceName)],
      ...[targetClass, sizing === undefined ? undefined : printSizing(sizing), preset],
    ].filter((word) => word !== undefined),
    ...printFlags({ ...flags, region, businessInfo, reason: free ? undefined : reason }),
    ...(free && reason !== undefined ? [quote(reason)] : []),
  ].join(' ');
}
