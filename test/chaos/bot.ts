/** The bot of the stories, with ears for its own commits where the database is embedded. */
import { PGlite } from '@electric-sql/pglite';
import { endsAt } from './points.ts';
import { commitsIn } from './wire.ts';

const { CHAOS_POINTS: file, CHAOS_END_AT: points = '[]' } = process.env;
if (file !== undefined) {
  const at = endsAt(file, JSON.parse(points) as string[]);
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
await import('../story/bot.ts');
