/** Where the card of a request goes. */
import type { ResizeRequest } from '../request/request.ts';
import type { Policy } from './policy-model.ts';

type Channels = Pick<Policy, 'rules' | 'slack'>;

/**
 * The channel of its rule, else the one for all cards, else its own (`Submission.channelId`). Undefined: none of them is
 * known.
 */
export function cardChannel(
  { rules, slack }: Channels,
  { rule, channelId }: { readonly rule: Pick<ResizeRequest['rule'], 'name'>; readonly channelId: string },
): string | undefined {
  const own = channelId === '' ? undefined : channelId;
  return rules.find(({ name }) => name === rule.name)?.cards ?? slack.cards ?? own;
}

/** The same before a rule has decided; undefined as well where that depends on the rule. */
export function cardChannelOfAny({ rules, slack }: Channels, channelId: string): string | undefined {
  return rules.some(({ cards }) => cards !== undefined)
    ? undefined
    : cardChannel({ rules, slack }, { rule: { name: '' }, channelId });
}

/** Whether a form that no command opened has to ask for the channel: a rule may decide that has none. */
export function needsChannel({ rules, slack }: Channels): boolean {
  return slack.cards === undefined && !(rules.length > 0 && rules.every(({ cards }) => cards !== undefined));
}

/** Every channel that the configuration sends cards to. */
export function cardChannels({ rules, slack }: Channels): readonly string[] {
  return [...new Set([slack.cards, ...rules.map(({ cards }) => cards)].filter((id) => id !== undefined))];
}

/** The channel of the command, which `where` looks at; undefined: there was none. */
export function commandChannel({
  channelId,
  channelChosen,
}: {
  readonly channelId: string;
  readonly channelChosen?: true | undefined;
}): string | undefined {
  return channelChosen === true || channelId === '' ? undefined : channelId;
}
