/** `rr-` and eight characters of lower-case Crockford base 32. */
export type RequestId = `rr-${string}`;

/** A person, always by Slack ids: names and e-mail addresses identify no one. */
export interface Person {
  readonly teamId: string;
  readonly userId: string;
  /** The second id of the same person on an Enterprise Grid (`id` and `enterprise_user.id` of users.info). */
  readonly otherId?: string | undefined;
}

/** On an Enterprise Grid a person has an id of the workspace and one of the organization, and may come with either. */
export function idsOf({ userId, otherId }: Person): readonly string[] {
  return otherId === undefined ? [userId] : [userId, otherId];
}

/** By user id alone: the same person may arrive with another team id from a shared channel. */
export function samePerson(a: Person, b: Person): boolean {
  return idsOf(a).some((id) => idsOf(b).includes(id));
}
