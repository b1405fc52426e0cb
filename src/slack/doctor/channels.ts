import { type Finding, hint, ok, problem, unknown, warning } from '../../core/finding.ts';
import type { SlackSettings } from '../../core/policy/policy-model.ts';
import type { People } from '../../workflow/ports.ts';
import { faultOf } from '../web/faults.ts';
import { slackTrouble } from './trouble.ts';

/** Whether the bot can write where the configuration says; asked in the way the bot asks before it posts a card. */
export async function channelFindings(people: People, settings: SlackSettings): Promise<readonly Finding[]> {
  const { cards, mirror } = settings;
  const mirrors = [...new Set(mirror)].map((id) => channelFinding(people, 'slack.mirror', id));
  if (cards !== undefined) return Promise.all([channelFinding(people, 'slack.cards', cards), ...mirrors]);
  const what = 'slack.cards is not given, so cards go where the command is used';
  const everywhere = hint(
    'channels.cards',
    what,
    'Invite the bot to those channels, or name one channel for all cards.',
  );
  return [everywhere, ...(await Promise.all(mirrors))];
}

type Setting = 'slack.cards' | 'slack.mirror';

async function channelFinding(people: People, setting: Setting, id: string): Promise<Finding> {
  const check = `channels.${id}` as const;
  try {
    const found = await people.channel(id);
    return found.kind === 'open'
      ? ok(check, `the bot can write there (${setting})`)
      : refused(check, setting, id, found);
  } catch (error) {
    return slackTrouble(check, 'Slack could not be asked', faultOf(error));
  }
}

type Refused = Extract<Awaited<ReturnType<People['channel']>>, { kind: 'refused' }>;

function refused(check: Finding['check'], setting: Setting, id: string, { reason }: Refused): Finding {
  switch (reason) {
    case 'channel_not_joined':
      return problem(
        check,
        `the bot is not in it (${setting}), or there is no such channel`,
        `In the channel, type /invite and the name of the bot; is ${id} its id?`,
      );
    case 'channel_archived':
      return problem(check, `it is archived (${setting})`, `Unarchive it, or name another channel under ${setting}.`);
    case 'channel_shared': {
      const what = `it is shared with another organisation (${setting})`;
      const fix = `Name a channel of your own under ${setting}.`;
      // Lines go there; cards, which hold buttons, are refused.
      return setting === 'slack.cards' ? problem(check, what, fix) : warning(check, what, fix);
    }
    default:
      return unknown(
        check,
        `it could not be looked at (${setting})`,
        'The scopes channels:read and groups:read are needed.',
      );
  }
}
