import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeyRing } from '../../src/alicloud/credentials.ts';
import { aCloud, anAccount, attribute, faultOfCall, FACTS, KEYS, REF, refusal, shown, startWire } from './wire.ts';

const account = anAccount('https://127.0.0.1:1');
const profiled = anAccount('', { credentials: { kind: 'profile', profile: 'ops' } });
const none = () => undefined;

/** A machine without any key: no variables, no files, no metadata server. */
let home: string;
let saved: NodeJS.ProcessEnv;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keys-'));
  saved = { ...process.env };
  for (const name of Object.keys(process.env))
    if (name.startsWith('ALIBABA_CLOUD_')) Reflect.deleteProperty(process.env, name);
  process.env['HOME'] = home;
  process.env['ALIBABA_CLOUD_ECS_METADATA_DISABLED'] = 'true';
});
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in saved)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, saved);
  rmSync(home, { recursive: true, force: true });
});

function setKey(id: string, secret = 'secret-of-env'): void {
  process.env['ALIBABA_CLOUD_ACCESS_KEY_ID'] = id;
  process.env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'] = secret;
}

function writeCliProfile(name: string): void {
  mkdirSync(join(home, '.aliyun'), { recursive: true });
  const profile = { name, mode: 'AK', access_key_id: 'key-of-cli', access_key_secret: 'secret-of-cli' };
  writeFileSync(join(home, '.aliyun', 'config.json'), JSON.stringify({ current: name, profiles: [profile] }));
}

describe('the key of an account', () => {
  it('is the stated one, as it is at the time of asking', async () => {
    let keys = { accessKeyId: 'one', accessKeySecret: 's' };
    const ring = createKeyRing(() => keys);
    expect(await ring.keys(account)).toEqual({ accessKeyId: 'one', accessKeySecret: 's' });
    keys = { accessKeyId: 'two', accessKeySecret: 's' };
    expect((await ring.keys(account)).accessKeyId).toBe('two');
  });

  it('comes with its token, from one snapshot', async () => {
    expect(await createKeyRing(() => KEYS).keys(account)).toEqual(KEYS);
  });

  it('comes from the environment by the default chain', async () => {
    setKey('key-of-env');
    process.env['ALIBABA_CLOUD_SECURITY_TOKEN'] = 'token-of-env';
    expect(await createKeyRing(none).keys(account)).toEqual({
      accessKeyId: 'key-of-env',
      accessKeySecret: 'secret-of-env',
      securityToken: 'token-of-env',
    });
  });

  it('is found when it appears after nothing was found', async () => {
    const ring = createKeyRing(none);
    expect(await faultOfCall(ring.keys(account))).toMatchObject({
      code: 'NoCredentials',
      arrived: 'no',
      // A held order waits for it, as it does for a cloud that cannot be reached.
      retry: 'later',
    });
    setKey('key-of-env');
    expect((await ring.keys(account)).accessKeyId).toBe('key-of-env');
  });

  it('is one question for many askers: the chain is not safe for two at once', async () => {
    writeCliProfile('ops');
    const ring = createKeyRing(none);
    const ids = await Promise.all(Array.from({ length: 10 }, async () => (await ring.keys(account)).accessKeyId));
    expect(new Set(ids)).toEqual(new Set(['key-of-cli']));
  });

  it('comes from a profile of the command line, or of the credentials file', async () => {
    writeCliProfile('ops');
    expect((await createKeyRing(none).keys(profiled)).accessKeyId).toBe('key-of-cli');
    rmSync(join(home, '.aliyun'), { recursive: true });
    mkdirSync(join(home, '.alibabacloud'));
    const ini = '[ops]\ntype = access_key\naccess_key_id = key-of-file\naccess_key_secret = secret-of-file\n';
    writeFileSync(join(home, '.alibabacloud', 'credentials'), ini);
    expect((await createKeyRing(none).keys(profiled)).accessKeyId).toBe('key-of-file');
  });

  it('of a profile is never that of the environment', async () => {
    setKey('key-of-env');
    expect(await faultOfCall(createKeyRing(() => KEYS).keys(profiled))).toMatchObject({ code: 'NoCredentials' });
  });

  it('of a role that cannot be assumed is none, and says nothing of the key it was asked with', async () => {
    process.env['ALIBABA_CLOUD_STS_REGION'] = 'nowhere.invalid';
    const role = { kind: 'role', roleArn: 'acs:ram::1:role/resizer', externalId: 'external-1' } as const;
    const fault = await faultOfCall(createKeyRing(() => KEYS).keys(anAccount('', { credentials: role })));
    expect(fault).toMatchObject({ code: 'NoCredentials', arrived: 'no' });
    for (const secret of [...Object.values(KEYS), 'external-1', 'sts.', 'Signature'])
      expect(shown(fault)).not.toContain(secret);
  });

  it('that is empty is none: pop-core would send an anonymous call', async () => {
    const fault = await faultOfCall(createKeyRing(() => ({ accessKeyId: '', accessKeySecret: '' })).keys(account));
    expect(fault).toMatchObject({ code: 'NoCredentials' });
  });
});

describe('a call', () => {
  it('without a key is not sent', async () => {
    await using wire = await startWire();
    const { cloud } = aCloud([anAccount(wire.url)], { keys: none });
    expect(await faultOfCall(cloud.placeOrder(REF, {}))).toMatchObject({ code: 'NoCredentials', arrived: 'no' });
    expect(wire.calls).toEqual([]);
  });

  it('is signed with a fresh key after the old one was refused', async () => {
    await using wire = await startWire(({ all }) =>
      all['AccessKeyId'] === 'key-of-env' ? { json: attribute() } : refusal('InvalidAccessKeyId.NotFound', 404),
    );
    writeCliProfile('ops');
    const { cloud } = aCloud([anAccount(wire.url)], { keys: none });
    expect(await faultOfCall(cloud.instance(REF))).toMatchObject({ code: 'InvalidAccessKeyId.NotFound' });
    setKey('key-of-env');
    expect(await cloud.instance(REF)).toEqual(FACTS);
  });

  it('is repeated with a fresh token when the old one has expired', async () => {
    let token = 'old';
    await using wire = await startWire(({ all }) => {
      if (all['SecurityToken'] !== 'old') return { json: attribute() };
      token = 'new';
      return refusal('InvalidSecurityToken.Expired');
    });
    const { cloud } = aCloud([anAccount(wire.url)], {
      keys: () => ({ ...KEYS, securityToken: token }),
      retries: { tries: 2, budgetMs: 1000, baseMs: 1 },
    });
    expect(await cloud.instance(REF)).toEqual(FACTS);
  });
});
