import { expect, it } from 'vitest';
import { STATES } from '../../src/core/request/state.ts';
import { QUEUE_NAMES } from '../../src/core/request/step.ts';
import { someMetrics } from './metric-names.ts';

const standing = {
  connected: true,
  connections: 2,
  connectionsOfApp: 4,
  missingScopes: ['chat:write'],
  refusing: [{ code: 'is_archived' }, { code: 'is_archived' }],
};

it('has every series whose labels are known before anything happened', async () => {
  const { body } = await someMetrics().render();
  for (const state of STATES) expect(body).toContain(`redis_resize_requests{state="${state}"} 0`);
  for (const queue of QUEUE_NAMES) {
    expect(body).toContain(`redis_resize_jobs_total{queue="${queue}",outcome="failed"} 0`);
    expect(body).toContain(`redis_resize_queue_depth{queue="${queue}"} 0`);
    expect(body).toContain(`redis_resize_step_seconds_count{queue="${queue}"} 0`);
  }
  for (const kind of ['command', 'action', 'submission']) {
    expect(body).toContain(`redis_resize_ack_seconds_count{kind="${kind}"} 0`);
  }
  expect(body).toContain('redis_resize_decisions{decision="approved"} 0');
  expect(body).toContain('redis_resize_slack_up 0');
  expect(body).toContain(`redis_resize_build_info{version="0.0.0",node="${process.version}"} 1`);
});

it.each([
  ['fails', () => Promise.reject(new Error('57P01'))],
  ['is silent', () => new Promise<undefined>(() => undefined)],
])('tells the rest where the database %s, and nothing old for its numbers', async (_, read) => {
  const { body } = await someMetrics({ slack: standing }, read).render();
  expect(body.split('\n')).toEqual(
    expect.arrayContaining([
      'redis_resize_slack_up 1',
      'redis_resize_refused_requests_total{reason="forged"} 0',
      'redis_resize_requests{state="pending"} Nan',
      'redis_resize_outbox_oldest_seconds Nan',
    ]),
  );
});

it('tells what a process knows of Slack and of its configuration', async () => {
  const { body } = await someMetrics({ slack: standing, configOk: false, waitingFor: 'Slack' }).render();
  expect(body.split('\n')).toEqual(
    expect.arrayContaining([
      'redis_resize_slack_up 1',
      'redis_resize_slack_connections 2',
      'redis_resize_slack_app_connections 4',
      'redis_resize_slack_missing_scopes 1',
      'redis_resize_slack_refusing{code="is_archived"} 2',
      'redis_resize_config_ok 0',
      'redis_resize_start_waiting{for="Slack"} 1',
    ]),
  );
});

it('counts calls by what they came to, and times jobs and acknowledgements', async () => {
  const metrics = someMetrics();
  metrics.jobDone('order', 'done', 0.2);
  metrics.cloudCalled('ModifyInstanceSpec', 'Throttling.User', 0.03);
  metrics.slackCalled('chat.postMessage', 'ok', 0.1);
  metrics.acknowledged('command', 0.02);
  metrics.refused('guest');
  const { body } = await metrics.render();
  expect(body.split('\n')).toEqual(
    expect.arrayContaining([
      'redis_resize_jobs_total{queue="order",outcome="done"} 1',
      'redis_resize_job_seconds_total{queue="order"} 0.2',
      'redis_resize_step_seconds_bucket{le="0.25",queue="order"} 1',
      'redis_resize_cloud_calls_total{action="ModifyInstanceSpec",outcome="Throttling.User"} 1',
      'redis_resize_cloud_call_seconds_sum{action="ModifyInstanceSpec"} 0.03',
      'redis_resize_slack_calls_total{method="chat.postMessage",outcome="ok"} 1',
      'redis_resize_ack_seconds_bucket{le="0.025",kind="command"} 1',
      'redis_resize_refused_requests_total{reason="guest"} 1',
    ]),
  );
});
