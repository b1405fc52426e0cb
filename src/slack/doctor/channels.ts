import { type Finding, hint, ok, problem, unknown, warning } from '../../core/finding.ts';
import { cardChannels } from '../../core/policy/card-channel.ts';
import type { Policy } from '../../core/policy/policy-model.ts';
import type { People } from '../../workflow/ports.ts';
import { faultOf } from '../web/faults.ts';
import { slackTrouble } from './trouble.ts';

/** Whether the bot can write where the configuration says; checked as the bot does before it posts a card. */
export async function channelFindings(people: People, policy: Policy): Promise<readonly Finding[]> {
  const { cards, mirror } = policy.slack;
  const places: readonly (readonly [Setting, string])[] = [
    ...cardChannels(policy).map((id) => [id === cards ? 'slack.cards' : 'cards', id] as const),
    ...[...new Set(mirror)].map((id) => ['slack.mirror', id] as const),
  ];
  const found = Promise.all(places.map(([setting, id]) => channelFinding(people, setting, id)));
  if (cards !== undefined) return found;
  const what = 'slack.cards is not set, so cards go where the command is used';
  const everywhere = hint(
    'channels.cards',
    what,
    'Invite the bot to those channels, or set one channel for all cards.',
  );
  return [everywhere, ...(await found)];
}

/** `cards`: of a rule. */
type Setting = 'slack.cards' | 'cards' | 'slack.mirror';

async function channelFinding(people: People, setting: Setting, id: string): Promise<Finding> {
  const check = `channels.${id}` as const;
  try {
    const found = await people.channel(id);
    return found.kind === 'open'
      ? ok(check, `the bot can post there (${setting})`)
      : refused(check, setting, id, found);
  } catch (error) {
    return slackTrouble(check, 'Slack request failed', faultOf(error));
  }
}

type Refused = Extract<Awaited<ReturnType<People['channel']>>, { kind: 'refused' }>;

function refused(check: Finding['check'], setting: Setting, id: string, { reason }: Refused): Finding {
  switch (reason) {
    case 'channel_not_joined':
      return problem(
        check,
        `the bot is not a member (${setting}), or the channel does not exist`,
        `In the channel, type /invite and the name of the bot; check that ${id} is its id.`,
      );
    case 'channel_archived':
      return problem(check, `archived (${setting})`, `Unarchive it, or set another channel in ${setting}.`);
    case 'channel_shared': {
      const what = `shared with another organization (${setting})`;
      const fix = `Set an internal channel in ${setting}.`;
      // Lines go there; cards, which hold buttons, are refused.
      return setting === 'slack.mirror' ? warning(check, what, fix) : problem(check, what, fix);
    }
    default:
      return unknown(
        check,
        `cannot be read (${setting})`,
        'Make sure the bot has the scopes channels:read and groups:read.',
      );
  }
}
