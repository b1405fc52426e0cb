import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { ORDERS, openStage, RULES, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const news = () =>
  stage.slack
    .messages('#audit')
    .map((message) => stage.read(message))
    .filter((line) => /config|配置/i.test(line));
const ready = async (): Promise<number> => (await fetch(`http://127.0.0.1:${String(stage.port())}/readyz`)).status;

describe('a changed configuration', () => {
  it('that is wrong never replaces the good one, and operators are told once, until it is mended', async () => {
    stage = await openStage();
    stage.configure('rules: 3\n<!channel>: 1');
    stage.configure('rules: 3\n<!channel>: 1');
    expect(await ready()).toBe(200);
    await expect.poll(() => news().length).toBe(1);
    expect(news()[0]).toMatch(/Config change rejected; still running the previous version/);
    expect(JSON.stringify(stage.slack.messages('#audit'))).not.toContain('<!channel>');
    await stage.dev.types(`/redis-resize why ${ORDERS} redis.master.mid.default`, { in: '#payments' });
    await stage.dev.waitsFor(/prod needs one of SRE/);
    stage.configure('rules: 3');
    await expect.poll(() => news().length).toBe(2);

    stage.configure(`${RULES}limits: { priceDrift: 3% }\n`);
    expect(await ready()).toBe(200);
    await expect.poll(() => news().length).toBe(3);
    expect(news()[2]).toMatch(/running version [0-9a-f]{12}/);
    const noted = await stage.store().db.selectFrom('event').select(['kind', 'data']).orderBy('seq').execute();
    const version = expect.stringMatching(/^[0-9a-f]{12}$/) as string;
    const file = 'config.yaml';
    expect(noted).toMatchObject([
      { kind: 'config_taken', data: { version, file, rules: 2, first: true } },
      { kind: 'config_refused', data: { file, count: 2 } },
      { kind: 'config_refused' },
      { kind: 'config_taken', data: { version, file, rules: 2 } },
    ]);
  });

  it('while the bot was down is written down at the start, and the same one is not', async () => {
    stage = await openStage();
    await stage.restart();
    await stage.stop();
    stage.configure(`${RULES}limits: { priceDrift: 3% }\n`);
    await stage.start();
    await expect.poll(() => news().length).toBe(1);
    expect(news()[0]).toMatch(/running version [0-9a-f]{12}/);
    const noted = await stage.store().db.selectFrom('event').select(['kind']).execute();
    expect(noted.map(({ kind }) => kind)).toEqual(['config_taken', 'config_taken']);
  });

  it('is on the cards of what waits for approval within seconds: the next click on what is shown counts', async () => {
    stage = await openStage();
    const asked = await stage.ask();
    const card = () => stage.read(stage.cards().at(-1)!);
    const [prod, none] = ['prod needs one of SRE', RULES.replace('env: prod', 'env: nowhere')];

    stage.configure(none);
    await expect.poll(card).toMatch(/The rules no longer allow this/);
    await expect.poll(() => stage.thread().at(-1)).toMatch(/the rules changed and no longer allow this request/);
    await stage.sre.presses('Approve');
    await stage.sre.waitsFor(/no longer allow/);
    expect((await stage.only()).state).toBe('pending');

    stage.configure(RULES.replace('count: 1', 'count: 1, expires: 2h'));
    await expect.poll(card).toContain(`rule “${prod}” was edited`);
    await stage.sre.presses('Approve');
    expect((await stage.reaches('completed')).id).toBe(asked.id);
  });

  it('is seen without being told of, also when the file is replaced by another', async () => {
    stage = await openStage();
    const { CONFIG_FILE: file } = stage.environment();
    writeFileSync(`${file}.new`, readFileSync(file, 'utf8').replace('dev alone', 'renamed'));
    renameSync(`${file}.new`, file);
    await expect.poll(() => news().length, { timeout: 10_000 }).toBe(1);
    expect(await ready()).toBe(200);
  });
});
