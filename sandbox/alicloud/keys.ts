/** Access keys of the sandbox account. */
export interface AccessKey {
  readonly id: string;
  secret: string;
  active: boolean;
  /** RAM actions this key may call (`kvstore:Describe*`); undefined: everything. */
  actions?: readonly string[];
  /** Which of the two wordings of a denial the key's policy gives. */
  denial?: 'Forbidden.RAM' | 'NoPermission';
  /** Set for temporary keys: the token that must come with them, and when it ends (wall clock). */
  securityToken?: { readonly value: string; expiresAt: number };
}

export function keyMay(key: AccessKey, ramAction: string): boolean {
  if (key.actions === undefined) return true;
  return key.actions.some((pattern) =>
    pattern.endsWith('*') ? ramAction.startsWith(pattern.slice(0, -1)) : pattern === ramAction,
  );
}
