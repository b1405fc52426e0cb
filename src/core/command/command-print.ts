import type { FlagValues } from './command-flags.ts';
import type { Command } from './command-forms.ts';
import { quote } from './command-text.ts';

/** The command in its plainest form; `parseCommand` reads it back. An invalid command prints as nothing. */
export function printCommand(command: Command): string {
  switch (command.kind) {
    case 'request': {
      const { instanceId, targetClass, region, flags, businessInfo, reason } = command;
      return words(instanceId, targetClass, ...printFlags({ ...flags, region, businessInfo, reason }));
    }
    case 'why': {
      const { instanceId, targetClass, region, flags } = command;
      return words('why', instanceId, targetClass, ...printFlags({ ...flags, region }));
    }
    case 'status':
      return words('status', command.requestId, command.instanceId);
    case 'history':
      return words('history', command.instanceId);
    case 'withdraw':
      return words('withdraw', command.requestId);
    case 'lock':
      return words('lock', command.instanceId, ...printFlags({ region: command.region }), quote(command.reason));
    case 'unlock':
      return words('unlock', command.instanceId, ...printFlags({ region: command.region }));
    case 'locks':
    case 'list':
    case 'help':
      return command.kind;
    case 'invalid':
      return '';
    default:
      return command satisfies never;
  }
}

function printFlags(values: {
  readonly [Field in keyof FlagValues]?: FlagValues[Field] | undefined;
}): readonly string[] {
  const { autoPay, coupon, effectiveTime, forceUpgrade, businessInfo, region, reason } = values;
  const texts = { coupon, 'business-info': businessInfo, region, reason };
  return [
    ...(autoPay === undefined ? [] : [autoPay ? '--auto-pay' : '--no-auto-pay']),
    ...(effectiveTime === undefined ? [] : [`--at ${effectiveTime === 'MaintainTime' ? 'maintain' : 'now'}`]),
    ...(forceUpgrade === undefined ? [] : [forceUpgrade ? '--force' : '--no-force']),
    ...Object.entries(texts).flatMap(([name, text]) => (text === undefined ? [] : [`--${name} ${printValue(text)}`])),
  ];
}

function printValue(text: string): string {
  return /^[a-z0-9][a-z0-9_.:-]*$/i.test(text) ? text : quote(text);
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ');
}
