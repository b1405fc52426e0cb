import {
  CLIProfileCredentialsProvider,
  type CredentialsProvider,
  DefaultCredentialsProvider,
  ProfileCredentialsProvider,
  RAMRoleARNCredentialsProvider,
  StaticAKCredentialsProvider,
  StaticSTSCredentialsProvider,
} from '@alicloud/credentials';
import { CLIENT_CODES } from '../core/cloud-errors.ts';
import type { Account } from '../core/policy/policy-model.ts';
import { shared } from '../core/shared.ts';
import { within } from '../core/within.ts';
import { clientFault } from './errors.ts';

/** One access key; with a token it is a temporary one. Never logged, never part of an error. */
export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

interface KeyRing {
  /** The account's key of this moment. Throws a CloudFault `NoCredentials`. */
  keys(account: Account): Promise<Keys>;
  /** After the cloud refused a key: the next one is made from the start. */
  forget(account: Account): void;
}

/** Longest wait for a key. The lease of an order counts on it (`workflow/timings.ts`). */
const KEY_MS = 15_000;

type Source = Pick<CredentialsProvider, 'getCredentials'>;

/** `fixed`: the key of `credentials: default` when the environment's reader has it; else Alibaba's default chain. */
export function createKeyRing(fixed: () => Keys | undefined): KeyRing {
  const sources = new Map<string, Source>();
  const pending = shared<Keys>();

  async function ask(name: string, account: Account): Promise<Keys> {
    try {
      const source = sources.get(name) ?? sourceFor(account, fixed);
      sources.set(name, source);
      const keys = await within(source.getCredentials(), KEY_MS);
      // With an empty key, pop-core would send an unsigned, anonymous request.
      if (!keys?.accessKeyId || !keys.accessKeySecret) throw new Error('no key');
      const { accessKeyId, accessKeySecret, securityToken } = keys;
      return { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) };
    } catch {
      // The chain remembers the provider it tried last, even when that failed, and never asks the others again.
      sources.delete(name);
      throw clientFault(CLIENT_CODES.noCredentials);
    }
  }

  return {
    keys(account) {
      const name = keyOf(account);
      // One request at a time: the default chain is not safe for concurrent calls.
      return pending(name, () => ask(name, account));
    },
    forget: (account) => void sources.delete(keyOf(account)),
  };
}

/** A changed configuration is another source. */
function keyOf(account: Account): string {
  return JSON.stringify([account.name, account.credentials]);
}

function sourceFor({ credentials }: Account, fixed: () => Keys | undefined): Source {
  switch (credentials.kind) {
    case 'default':
      return defaultSource(fixed);
    case 'profile':
      return profileSource(credentials.profile);
    case 'role': {
      const { roleArn, externalId } = credentials;
      const role = RAMRoleARNCredentialsProvider.builder()
        .withCredentialsProvider(defaultSource(fixed))
        .withRoleArn(roleArn)
        .withRoleSessionName('redis-resize');
      return (externalId === undefined ? role : role.withExternalId(externalId)).build();
    }
    default:
      return credentials satisfies never;
  }
}

/** The environment is read once, at the start: a rotated key in it needs a restart. What the chain finds may change. */
function defaultSource(fixed: () => Keys | undefined): CredentialsProvider {
  const chain = DefaultCredentialsProvider.builder().build();
  const source = () => {
    const keys = fixed();
    return keys === undefined ? chain : stated(keys);
  };
  return { getProviderName: () => 'redis-resize', getCredentials: async () => source().getCredentials() };
}

function stated({ accessKeyId, accessKeySecret, securityToken }: Keys): CredentialsProvider {
  const build = securityToken
    ? StaticSTSCredentialsProvider.builder().withSecurityToken(securityToken)
    : StaticAKCredentialsProvider.builder();
  return build.withAccessKeyId(accessKeyId).withAccessKeySecret(accessKeySecret).build();
}

/** A profile of the aliyun command line (~/.aliyun/config.json), else of ~/.alibabacloud/credentials. */
function profileSource(profile: string): Source {
  const cli = CLIProfileCredentialsProvider.builder().withProfileName(profile).build();
  const file = ProfileCredentialsProvider.builder().withProfileName(profile).build();
  return { getCredentials: () => cli.getCredentials().catch(() => file.getCredentials()) };
}
