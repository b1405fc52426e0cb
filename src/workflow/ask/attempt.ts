import { CloudFault } from '../../core/faults.ts';

/** What a call of the cloud came to. */
export type Attempted<T> =
  { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'fault'; readonly fault: CloudFault };

/** Makes the call and returns its fault as a value. Whatever else is thrown is a defect of ours and goes through. */
export async function attempt<T>(call: () => Promise<T>): Promise<Attempted<T>> {
  try {
    return { kind: 'ok', value: await call() };
  } catch (fault) {
    if (!(fault instanceof CloudFault)) throw fault;
    return { kind: 'fault', fault };
  }
}
