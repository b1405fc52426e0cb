/** Preloaded in every thread of a bot with an embedded database: hears its commits, in the thread in which they are made. */
import { PGlite } from '@electric-sql/pglite';
import { endsAt } from './points.ts';
import { commitsIn } from './wire.ts';

const { CHAOS_POINTS: file, CHAOS_END_AT: point } = process.env;
if (file !== undefined) {
  const at = endsAt(file, point);
  const commits = commitsIn(false);
  const carryOut = Reflect.get<PGlite, 'execProtocolRawSync'>(PGlite.prototype, 'execProtocolRawSync');
  PGlite.prototype.execProtocolRawSync = function execute(message) {
    const made = commits(message);
    for (const commit of made) at('before', `commit of ${commit}`);
    const answer = carryOut.call(this, message);
    for (const commit of made) at('after', `commit of ${commit}`);
    return answer;
  };
}
