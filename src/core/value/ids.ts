/** The shapes of ids, each written once. A shape says that text can be an id; whether it exists, only its owner knows. */

/** Slack: users (`W` in an organization), user groups, channels (`G` for older private ones), workspaces and organizations. */
export const USER_ID = /^[UW][A-Z0-9]{3,20}$/;
export const USERGROUP_ID = /^S[A-Z0-9]{3,20}$/;
export const CHANNEL_ID = /^[CG][A-Z0-9]{3,20}$/;
/** The direct messages with one person. */
export const DIRECT_ID = /^D[A-Z0-9]{3,20}$/;
export const TEAM_ID = /^[TE][A-Z0-9]{3,20}$/;
/** A person, a user group or a channel: what a policy may name instead of a group. */
export const SUBJECT_ID = /^[UWSCG][A-Z0-9]{3,20}$/;

/** An instance id inside other text, such as a connection address; as the source of a regular expression. */
export const INSTANCE_ID_SOURCE = 'r-[a-z0-9]{3,60}';
export const INSTANCE_ID = new RegExp(`^${INSTANCE_ID_SOURCE}$`);
export const REGION_ID = /^[a-z]{2}(?:-[a-z0-9]+)+$/;

/** A time of day in UTC, as Alibaba Cloud writes maintenance windows: `02:00Z`. Groups: hours, minutes. */
export const UTC_TIME = /^([01]\d|2[0-3]):([0-5]\d)Z$/;
