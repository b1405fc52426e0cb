/** Whether properties run as often as they are written: `npm run test:properties`, and CI. */
const FULL = process.env['FC_RUNS'] === 'full';

/** Runs of a property: a fifth of `full` in `npm test`, which finds a broken property too, if not at the first run. */
export function runs(full: number): number {
  return FULL ? full : Math.ceil(full / 5);
}
