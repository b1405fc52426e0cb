/** Where the card of a request goes. */
import type { ResizeRequest } from '../request/request.ts';
import type { Policy } from './policy-model.ts';

/** The channel of its rule, else the one for all cards, else that of the command. */
export function cardChannel(
  { rules, slack }: Pick<Policy, 'rules' | 'slack'>,
  { rule, channelId }: { readonly rule: Pick<ResizeRequest['rule'], 'name'>; readonly channelId: string },
): string {
  return rules.find(({ name }) => name === rule.name)?.cards ?? slack.cards ?? channelId;
}

/** Every channel that the configuration sends cards to. */
export function cardChannels({ rules, slack }: Pick<Policy, 'rules' | 'slack'>): readonly string[] {
  return [...new Set([slack.cards, ...rules.map(({ cards }) => cards)].filter((id) => id !== undefined))];
}
