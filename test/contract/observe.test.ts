/** Dashboard, alerts, their tests and the runbook name what there is, and everything there is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { metricNames } from '../ops/metric-names.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, '../..', name), 'utf8');
const alerts = (parse(read('deploy/prometheus/alerts.yml')) as Alerts).groups.flatMap(({ rules }) => rules);
const METRICS = await metricNames();

interface Alerts {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}

function namedIn(text: string): readonly string[] {
  const names = [...text.matchAll(/redis_resize_\w+/g)].map(([name]) => name.replace(/_(bucket|count|sum)$/, ''));
  return [...new Set(names)].sort();
}

it('the dashboard shows every metric there is, except the sum that a histogram tells better', () => {
  const shown = namedIn(read('deploy/grafana/redis-resize.json'));
  expect(shown).toEqual(METRICS.filter((name) => name !== 'redis_resize_job_seconds_total').toSorted());
});

it('alerts look at metrics there are', () => {
  expect(namedIn(alerts.map(({ expr }) => expr).join('\n')).filter((name) => !METRICS.includes(name))).toEqual([]);
});

it('every alert has a section in the runbook and a test', () => {
  const names = alerts.map(({ alert }) => alert);
  expect([...read('docs/runbook.md').matchAll(/^## (\w+)$/gm)].map(([, name]) => name)).toEqual(names);
  const tested = [...read('deploy/prometheus/alerts.test.yml').matchAll(/alertname: (\w+)/g)].map(([, name]) => name);
  expect(names.filter((name) => !tested.includes(name))).toEqual([]);
});
