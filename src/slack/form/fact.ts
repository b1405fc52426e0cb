/** Something that the form shows and has to be read first. */
export type Fact<T> =
  | { readonly kind: 'reading' }
  /** Its time is over; when it comes after all it is shown. */
  | { readonly kind: 'late' }
  | { readonly kind: 'read'; readonly value: T };

export const READING: Fact<never> = { kind: 'reading' };

/** A fact whose time is over; one that is there stays. */
export function overdue<T>(fact: Fact<T> | undefined): Fact<T> | undefined {
  return fact?.kind === 'reading' ? { kind: 'late' } : fact;
}
