/** What deploy/ says of the bot is true. The files themselves are checked by tools in .ci/deploy. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { ENVIRONMENT } from '../../src/config/environment.ts';
import { loadPolicy } from '../../src/config/load.ts';

const root = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const { version, devDependencies } = JSON.parse(read('package.json')) as {
  version: string;
  devDependencies: Record<string, string>;
};
const dockerfile = read('deploy/Dockerfile');
const unit = read('deploy/systemd/redis-resize.service');
const compose = read('deploy/compose.yaml');
const chart = read('deploy/helm/redis-resize/templates/redis-resize.yaml');
const values = parse(read('deploy/helm/redis-resize/values.yaml')) as Values;
const DEADLINE_S = Number(/DEADLINE_MS = ([\d_]+)/.exec(read('src/ops/signals.ts'))?.[1]?.replace('_', '')) / 1000;

interface Values {
  readonly image: { readonly tag: string };
  readonly config: string;
}
interface Container {
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly volumeMounts: readonly { readonly mountPath: string }[];
  readonly securityContext: Readonly<Record<string, unknown>>;
}
interface Deployment {
  readonly spec: {
    readonly replicas: number;
    readonly template: {
      readonly spec: { readonly containers: readonly Container[]; terminationGracePeriodSeconds: number };
    };
  };
}
interface KubernetesObject extends Partial<Deployment> {
  readonly kind: string;
  readonly metadata: { readonly annotations?: object };
}
const objects = parseAllDocuments(read('deploy/kubernetes/redis-resize.yaml')).map(
  (document) => document.toJS() as KubernetesObject,
);
const object = (kind: string) => objects.find((one) => one.kind === kind);
const deployment = deploymentIn(object('Deployment'));

function deploymentIn(found: KubernetesObject | undefined): Deployment {
  if (found?.spec === undefined) throw new Error('no Deployment among the manifests');
  return { spec: found.spec };
}

/** Names of variables of the bot, and those that are given as files. */
const plain = ENVIRONMENT.map(({ name }) => name as string);
const asFile = ENVIRONMENT.filter(({ secret }) => secret).map(({ name }) => `${name}_FILE`);

describe('the image', () => {
  it('is of the Node.js of the tests, and of this version', () => {
    expect(dockerfile).toContain(`FROM node:${devDependencies['node'] ?? ''}-alpine`);
    expect(compose).toContain(`image: redis-resize:${version}\n`);
    const { version: ofChart, appVersion } = parse(read('deploy/helm/redis-resize/Chart.yaml')) as Record<
      string,
      string
    >;
    expect([ofChart, appVersion, values.image.tag]).toEqual([version, version, version]);
  });

  it('holds what it is run from, past the list of what stays out, and nothing of a team’s', () => {
    const let_in = [...read('deploy/Dockerfile.dockerignore').matchAll(/^!(\S+)$/gm)].map(([, name]) => name);
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) =>
      names.split(' '),
    );
    expect(let_in.toSorted()).toEqual([...new Set(copied)].toSorted());
    // Read at run time from beside src/.
    expect(copied).toEqual(expect.arrayContaining(['package.json', 'manifest.yml', 'src', 'bin']));
  });

  it('runs Node.js as process 1, as a user that is not root, with the options of bin', () => {
    const [, options = ''] = /env -S node (.*)$/m.exec(read('bin/redis-resize.js')) ?? [];
    expect(dockerfile).toContain(
      `ENTRYPOINT [${['node', ...options.split(' ')].map((word) => `"${word}", `).join('')}"bin/redis-resize.js"]`,
    );
    expect(dockerfile).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
    expect(dockerfile).toContain('/healthz');
    // Else Node.js would not take what it compiled.
    const compiling = options.split(' ').filter((option) => option !== '--');
    expect(dockerfile).toContain(`RUN [${['node', ...compiling].map((word) => `"${word}", `).join('')}"-e", `);
    // Else Node.js would take what is behind it for its own: --env-file.
    for (const text of [options, unit, read('package.json')]) expect(text).not.toMatch(/(?<!--) bin\/redis-resize\.js/);
    expect(options).toMatch(/ --$/);
  });
});

describe('the variables that deploy/ sets', () => {
  it.each([
    ['the image', [...dockerfile.matchAll(/\b([A-Z]+(?:_[A-Z]+)*)=/g)].map(([, name = '']) => name)],
    ['the unit', [...unit.matchAll(/\b([A-Z]+(?:_[A-Z]+)+)=/g)].map(([, name = '']) => name)],
    [
      'compose',
      Object.keys((parse(compose) as { services: { bot: { environment: object } } }).services.bot.environment),
    ],
    ['the manifests', deployment.spec.template.spec.containers.flatMap(({ env }) => env.map(({ name }) => name))],
  ])('are some of the bot: %s', (_, names) => {
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => ![...plain, ...asFile, 'NODE_ENV', 'NODE_COMPILE_CACHE'].includes(name))).toEqual([]);
  });

  it('hold no secret: those are files', () => {
    const [container] = deployment.spec.template.spec.containers;
    const secret = container?.env.filter(({ name }) => asFile.includes(`${name}_FILE`)) ?? [];
    expect(secret).toEqual([]);
    for (const name of ['SLACK_BOT_TOKEN_FILE', 'DATABASE_URL_FILE'])
      expect(container?.env.map((one) => one.name)).toContain(name);
  });
});

describe('the manifests', () => {
  it('are two replicas with a budget, a role without a key, and a root that cannot be written', () => {
    const { spec } = deployment;
    expect(spec.replicas).toBe(2);
    expect(object('PodDisruptionBudget')).toMatchObject({ spec: { maxUnavailable: 1 } });
    expect(object('ServiceAccount')?.metadata).toMatchObject({
      annotations: { 'pod-identity.alibabacloud.com/role-name': 'redis-resize' },
    });
    expect(spec.template.spec.containers[0]?.securityContext).toMatchObject({
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
    });
    expect(chart).not.toContain('subPath: ');
  });

  it('have rules that the bot takes', () => {
    const loaded = loadPolicy(values.config, 'values.yaml');
    expect(loaded).toMatchObject({ kind: 'ok', warnings: [] });
  });
});

describe('a stop', () => {
  it('is waited for longer than the bot takes', () => {
    const waits = [
      deployment.spec.template.spec.terminationGracePeriodSeconds,
      Number(/stop_grace_period: (\d+)s/.exec(compose)?.[1]),
      Number(/TimeoutStopSec=(\d+)/.exec(unit)?.[1]),
    ];
    expect(DEADLINE_S).toBe(10);
    for (const wait of waits) expect(wait).toBeGreaterThan(DEADLINE_S);
  });
});

describe('the Terraform module', () => {
  const module = read('deploy/terraform/main.tf');

  it('grants the policy of docs/, which test/contract/cloud-rights holds to the code, and no right of its own', () => {
    expect(module).toContain('file("${path.module}/../../docs/ram-policy.json")');
    expect([...module.matchAll(/"((?:kvstore|bss|cms|ram|ecs):\w+)"/g)].map(([, right]) => right)).toEqual([
      // The one that is narrowed.
      'kvstore:ModifyInstanceSpec',
    ]);
    expect(module).toContain(
      'policy_document = jsonencode({ Version = local.policy.Version, Statement = local.statements })',
    );
  });
});
