/** Whom and what `explain` is asked about, by names as well as by ids. */
import type { ClassWord } from '../core/command/command.ts';
import type { ListedInstance, Naming } from '../core/instance/naming.ts';
import { printSizing, type Sized, type Sizing } from '../core/instance/sizing.ts';
import { INSTANCE_ID, USER_ID } from '../core/value/ids.ts';
import { plainRenderer } from '../wording/renderer.ts';
import { sizingText } from '../wording/sizing.ts';
import { wordsFor } from '../wording/words.ts';
import type { Desk } from '../workflow/ports.ts';
import { line } from './words.ts';

type Refused = Extract<Awaited<ReturnType<Desk['why']>>, { kind: 'refused' }>;

/** What looks names up. `users` throws a SlackFault. */
export interface Finders {
  readonly users: (name: string) => Promise<readonly { readonly id: string; readonly name: string }[]>;
  readonly instances: (typed: string, region: string | undefined) => Promise<Naming<ListedInstance>>;
  readonly sized: (
    instanceId: string,
    region: string | undefined,
    sizing: Sizing,
  ) => Promise<Sized | { readonly kind: 'unread' } | Refused>;
}

interface Typed {
  readonly user: string;
  readonly instance: string;
  readonly class: ClassWord;
  readonly region?: string;
}

export type AskedAbout =
  | {
      readonly kind: 'found';
      readonly userId: string;
      readonly instanceId: string;
      readonly region: string | undefined;
      readonly targetClass: string;
    }
  /** Lines that say what could be meant. */
  | { readonly kind: 'unclear'; readonly lines: readonly string[] }
  | { readonly kind: 'unread'; readonly lines: readonly string[] };

export async function askedAbout(typed: Typed, find: Finders): Promise<AskedAbout> {
  const users = USER_ID.test(typed.user) ? [{ id: typed.user, name: '' }] : await find.users(typed.user);
  const [user] = users;
  if (user === undefined) return { kind: 'unclear', lines: [`No Slack user is called ${line(typed.user)}.`] };
  if (users.length > 1) {
    const rows = users.map(({ id, name }) => `  ${id}  ${line(name)}`);
    return { kind: 'unclear', lines: [`Several Slack users are called ${line(typed.user)}; use an id:`, ...rows] };
  }
  const naming = INSTANCE_ID.test(typed.instance) ? undefined : await find.instances(typed.instance, typed.region);
  if (naming !== undefined && naming.kind !== 'one') return unclearInstance(typed.instance, naming);
  const { instanceId, region } = naming?.instance ?? { instanceId: typed.instance, region: typed.region };
  const about = { kind: 'found', userId: user.id, instanceId, region } as const;
  const { targetClass = '', sizing } = typed.class;
  if (sizing === undefined) return { ...about, targetClass };
  const answer = await find.sized(instanceId, region, sizing);
  if (answer.kind === 'one') return { ...about, targetClass: answer.targetClass };
  // `why` finds out itself why the instance cannot be read.
  if (answer.kind === 'refused') return { ...about, targetClass: printSizing(sizing) };
  const unread = answer.kind === 'unread' || answer.kind === 'unknown';
  return { kind: unread ? 'unread' : 'unclear', lines: [sizingText(sizing, answer, plainRenderer(wordsFor('en')))] };
}

function unclearInstance(typed: string, naming: Exclude<Naming<ListedInstance>, { kind: 'one' }>): AskedAbout {
  const { unread } = naming;
  const instances = naming.kind === 'none' ? naming.near : naming.instances;
  const rows = instances.map(
    ({ instanceId, name, region, account }) => `  ${instanceId}  ${line(`${name}, ${region}, account ${account}`)}`,
  );
  const places = unread.map(({ account, region }) => `${region} (account ${account})`).join(', ');
  const title = naming.kind === 'none' ? `No instance matches ${line(typed)}` : `${line(typed)} may be any of these`;
  const hint = rows.length === 0 ? '.' : naming.kind === 'none' ? '. Did you mean one of these?' : '; use an id:';
  const missing = unread.length === 0 ? [] : [`Couldn't be read: ${places}. There may be more instances.`];
  return { kind: unread.length === 0 ? 'unclear' : 'unread', lines: [`${title}${hint}`, ...rows, ...missing] };
}
