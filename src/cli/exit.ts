/** What the commands exit with; `start` alone keeps to 0, 1 and 2. */
export const EXIT = {
  ok: 0,
  /** The answer is no: denied, or a broken audit log. */
  no: 1,
  /** The command, the environment or the configuration file is wrong. */
  wrong: 2,
  /** The answer could not be found out: Slack, the cloud or the database did not give what it takes. */
  cannot: 3,
} as const;
