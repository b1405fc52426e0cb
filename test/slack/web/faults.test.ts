import { ErrorCode } from '@slack/web-api';
import { expect, it } from 'vitest';
import { faultOf } from '../../../src/slack/web/faults.ts';

it.each([
  ['not_in_channel', 'not_in_channel'],
  ['<html>signed out, session=page-secret</html>', 'unexpected'],
  ['{"url":"wss://wss-primary.slack.com/link/?ticket=secret', 'unexpected'],
  [undefined, 'unexpected'],
])('an error of Slack is a code only where it looks like one: %s', (error, code) => {
  expect(faultOf({ code: ErrorCode.PlatformError, data: { ok: false, error } })).toMatchObject({ code });
});
