/** What checking and archiving the audit log come to. */

/**
 * `broken`: the first event whose link does not hold: it, or one before it, was changed, removed or added later.
 * `not_keyed`: no link is made with the key. `not_found`: no event has the hash that was expected. `other_key`: the links
 * cannot be checked: they are made with a key, and this is another or none.
 */
export type BrokenAudit =
  | {
      readonly kind: 'broken';
      readonly seq: number;
      readonly why: 'missing' | 'changed' | 'end_missing' | 'not_keyed' | 'not_found';
    }
  | { readonly kind: 'other_key'; readonly own: string | undefined; readonly keyId: string };

export type AuditVerdict =
  | BrokenAudit
  | {
      readonly kind: 'whole';
      /** The first event that was looked at, 1 unless those before it are archived elsewhere. */
      readonly from: number;
      readonly events: number;
      readonly hash: string;
      /** Which event has the hash that was expected. */
      readonly found: number | undefined;
    };

/** The first event that stays although it is old enough. */
export type ArchiveStop = { readonly seq: number; readonly request: string | undefined } | undefined;

export type ArchiveOutcome =
  | BrokenAudit
  | {
      readonly kind: 'archived';
      readonly from: number;
      readonly seq: number;
      readonly hash: string;
      readonly stoppedBy: ArchiveStop;
    }
  /** The file has the last events that were archived: an earlier run did all of it. */
  | { readonly kind: 'already'; readonly seq: number }
  | { readonly kind: 'nothing'; readonly stoppedBy: ArchiveStop }
  | { readonly kind: 'file_in_the_way' };
