/** Whether each account of the cloud can be read, for readiness and metrics: asked at the start and once a minute. */
import { CloudFault } from '../core/faults.ts';
import type { Log } from '../core/log.ts';
import { within } from '../core/within.ts';
import type { Cloud } from '../workflow/ports.ts';

const EVERY_MS = 60_000;
const FIRST_MS = 3_000;

/** An instance that is not there: what comes back is nothing, or what stands in the way. */
const NONE = ['r-0000000000000000'];

interface Options {
  readonly accounts: () => readonly { readonly name: string; readonly regions: readonly string[] }[];
  readonly cloud: Pick<Cloud, 'summaries'>;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

export interface CloudHealth {
  /** Account -> code of what stands in the way; undefined: it can be read. */
  readonly troubles: () => ReadonlyMap<string, string | undefined>;
  readonly warnings: () => readonly string[];
  readonly stop: () => void;
}

/** Resolves when every account was asked, or after three seconds: a start does not wait for the cloud. */
export async function watchCloud({ accounts, cloud, log }: Options): Promise<CloudHealth> {
  let troubles: ReadonlyMap<string, string | undefined> = new Map();
  const look = async (): Promise<void> => {
    const asked = accounts().map(
      async ({ name, regions: [region = ''] }) => [name, await troubleAt(name, region)] as const,
    );
    for (const each of asked) {
      const [account, code] = await each;
      if (code === troubles.get(account)) continue;
      if (code === undefined) log.info({ account }, 'Alibaba Cloud can be read again');
      else log.warn({ account, code }, 'Alibaba Cloud cannot be read');
    }
    troubles = new Map(await Promise.all(asked));
  };
  const troubleAt = (account: string, region: string): Promise<string | undefined> =>
    cloud.summaries(account, region, NONE).then(
      () => undefined,
      (error: unknown) => (error instanceof CloudFault ? error.code : 'unknown'),
    );
  const timer = setInterval(() => void look(), EVERY_MS);
  await within(look(), FIRST_MS);
  return {
    troubles: () => troubles,
    warnings: () =>
      [...troubles].flatMap(([account, code]) =>
        code === undefined ? [] : [`Alibaba Cloud cannot be read (account ${account}): ${code}`],
      ),
    stop: () => clearInterval(timer),
  };
}
