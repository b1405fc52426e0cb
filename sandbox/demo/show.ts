/** One showing of the demo: put up, tell, check, and stay up to be played with. */
import type { DemoOptions } from './arguments.ts';
import { CHANNEL, COMMAND, MEI, ROLES } from './cast.ts';
import type { Checked } from './checks.ts';
import { KEYS, listenForKeys } from './keys.ts';
import type { Paper } from './paper.ts';
import { nothingYet, putUp, type DemoStage } from './stage.ts';
import { tellChange } from './story.ts';
import { tellSale } from './story-sale.ts';

const FAILED = 1;
/** What a shell expects of a program that a signal ended. */
const SIGNALLED = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

const STORIES = {
  change: { title: 'one change, from the command to the verified class', tell: tellChange },
  sale: { title: 'up for the sale, back on Monday', tell: tellSale },
} as const satisfies Record<DemoOptions['story'], object>;

/** Resolves to the exit code when everything is taken down again. */
export async function show(options: DemoOptions, paper: Paper): Promise<number> {
  const putting = nothingYet();
  const signal = nextSignal();
  let playing = false;

  async function perform(): Promise<number> {
    const began = performance.now();
    const { title, tell } = STORIES[options.story];
    paper.title(`redis-resize: ${title}\n`);
    const stage = await putUp(options, putting);
    tellStage(stage, paper);
    const unexpected = stage.bot.ended.then((how) => Promise.reject(new Error(`The bot ${how}.`)));
    const good = tellChecks(await Promise.race([tell(stage, paper), unexpected]), paper);
    paper.plain(`\nThe story took ${((performance.now() - began) / 1000).toFixed(1)} s.`);
    if (!good) return FAILED;
    if (options.once) return 0;
    tellWhatNext(stage, paper);
    listenForKeys(stage.console.perform, process.stdin, (sentence) => paper.note(sentence));
    playing = true;
    return unexpected;
  }

  const performed = perform().catch((error: unknown) => {
    if (signal.came()) return FAILED;
    paper.plain('');
    paper.wrong(error instanceof Error ? error.message : String(error));
    const tail = putting.logTail();
    if (tail.length > 0) paper.plain(`\nThe last lines of the bot's log:\n${tail.join('\n')}`);
    return FAILED;
  });
  const code = await Promise.race([
    performed,
    // Ending it while one plays is how it is meant to end.
    signal.next.then((name) => {
      paper.close('\nTaking everything down.');
      return playing ? 0 : SIGNALLED[name];
    }),
  ]);
  await putting.undo.disposeAsync();
  return code;
}

/** From now on signals do not end this process by themselves, however many come: everything is taken down first. */
function nextSignal(): { readonly next: Promise<keyof typeof SIGNALLED>; readonly came: () => boolean } {
  let came = false;
  const next = new Promise<keyof typeof SIGNALLED>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        came = true;
        resolve(name);
      });
    }
  });
  return { next, came: () => came };
}

function tellStage({ slack, cloud, mode, bot, startMs }: DemoStage, paper: Paper): void {
  const via = mode === 'socket' ? 'Socket Mode' : 'signed HTTP';
  paper.note('Nothing here leaves this machine. Between two stand-ins runs the bot itself:');
  paper.quote([
    { label: 'local Slack', lines: [`${slack.url} (${via})`] },
    { label: 'local cloud', lines: [cloud.url] },
    { label: 'redis-resize', lines: [`process ${bot.pid}, ready after ${(startMs / 1000).toFixed(1)} s`] },
  ]);
}

/** Says whether everything was as told. */
function tellChecks(checked: readonly Checked[], paper: Paper): boolean {
  paper.chapter('As told?');
  for (const { told, deviation } of checked) {
    if (deviation === undefined) paper.right(told);
    else paper.wrong(`not so: ${told} (${deviation})`);
  }
  return checked.every(({ deviation }) => deviation === undefined);
}

function tellWhatNext({ slack, botPort, configFile, environmentFile }: DemoStage, paper: Paper): void {
  const page = (who: string): string => `${slack.url}/sandbox/?as=${who}&channel=${CHANNEL}`;
  const nameOf = (id: string): string => slack.users.find((user) => user.id === id)?.realName ?? id;
  const people = ROLES.map(({ ids, may }) => `   ${ids.map(nameOf).join(', ')}: ${may}\n   ${page(ids[0])}`);
  paper.plain(`
Now it is yours. Act as anyone in this Slack; each link opens it as one of them:

${people.join('\n')}

Things to try there:

   1  Mei, in dev, where no approval is needed:
      ${COMMAND} sessions redis.shard.mid.2.ce
   2  Ana, for the carts; then Tom and Priya approve:
      ${COMMAND} carts-tair +1
   3  Ana, for the feed: approved, it waits for the night; the answer to the form offers to break glass:
      ${COMMAND} feed-cluster up
   4  Ana: ${COMMAND} freeze "incident 42" --until 10m   and   ${COMMAND} lock orders-cache moving the data
   5  Wei, in Chinese, which rule is missing in staging:
      ${COMMAND} why r-bp1legacy000001 redis.master.large.default
   6  The app under Apps: its Home, and the shortcuts of a message (⋮).

The cloud console: pay, cancel, move prices and the clock, make trouble:

   ${slack.url}/sandbox/console/

Keys, here in this terminal:

${KEYS.map(({ key, what }) => `   ${key}  ${what}`).join('\n')}

On the command line, in another terminal:

   npx redis-resize doctor --env-file ${environmentFile}
   npx redis-resize explain --env-file ${environmentFile} --user ${MEI} --instance sessions --class up
   npx redis-resize requests list --env-file ${environmentFile}
   npx redis-resize audit verify --env-file ${environmentFile}
   npx redis-resize audit export --format csv --env-file ${environmentFile}

The rules are read again when you save them:  ${configFile}
Health and metrics:  http://127.0.0.1:${botPort}/readyz  http://127.0.0.1:${botPort}/metrics

Ctrl-C ends it and leaves nothing behind.`);
}
