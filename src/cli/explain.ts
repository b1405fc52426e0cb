/** `redis-resize explain`: what the bot would answer to this person now, and why. */
import type { Change } from '../core/value/change.ts';
import { SlackFault } from '../core/faults.ts';
import type { Policy } from '../core/policy/policy-model.ts';
import { secretsOf } from '../config/secrets.ts';
import { EXIT } from './exit.ts';
import { asJson, asText, type Asked, isKnownNo, type Explanation } from './explanation.ts';
import { openLookingWorld } from './looking-world.ts';
import { policyPath, readConfiguration, readVariables } from './setting.ts';
import { line, reasonOf } from './words.ts';

export interface ExplainOptions {
  readonly user: string;
  readonly instance: string;
  readonly class: string;
  readonly region?: string;
  readonly autoPay?: boolean;
  readonly coupon?: string;
  readonly at?: 'now' | 'maintain';
  readonly force?: boolean;
  readonly json?: boolean;
}

export async function explain(options: ExplainOptions): Promise<number> {
  const file = policyPath();
  const [variables, configuration] = [readVariables(), readConfiguration(file)];
  if (variables.kind === 'bad' || configuration.kind === 'bad') {
    for (const read of [variables, configuration]) {
      if (read.kind === 'bad') console.error(read.problems.join('\n'));
    }
    return EXIT.wrong;
  }
  const { value: environment } = variables;
  const world = await openLookingWorld(environment, configuration.value.policy);
  try {
    const { teamId } = await world.identity();
    const asked: Asked = {
      file,
      person: { teamId, userId: options.user },
      instanceId: options.instance,
      change: changeOf(options, world.policy),
    };
    const explanation = await world.why(asked.person, asked.instanceId, options.region, asked.change);
    const seen = { asked, explanation, limitChecked: world.limitChecked, notes: world.notes() };
    console.log(options.json === true ? asJson(seen) : asText(seen));
    return exitOf(explanation, world.limitChecked);
  } catch (error) {
    console.error(
      error instanceof SlackFault
        ? `Slack could not be asked: ${line(error.code)}`
        : reasonOf(error, secretsOf(environment)),
    );
    return EXIT.cannot;
  } finally {
    await world.close();
  }
}

/** As the command in Slack: what is not given is what the form offers at first. */
function changeOf(options: ExplainOptions, { defaults }: Policy): Change {
  const { autoPay, coupon, at, force } = options;
  return {
    ...defaults,
    targetClass: options.class,
    businessInfo: undefined,
    ...(autoPay === undefined ? {} : { autoPay }),
    ...(coupon === undefined ? {} : { coupon }),
    ...(at === undefined ? {} : { effectiveTime: at === 'now' ? 'Immediately' : 'MaintainTime' }),
    ...(force === undefined ? {} : { forceUpgrade: force }),
  };
}

function exitOf(explanation: Explanation, limitChecked: boolean): number {
  switch (explanation.kind) {
    case 'no_access':
    case 'refused':
      return isKnownNo(explanation) ? EXIT.no : EXIT.cannot;
    case 'judged': {
      const { verdict } = explanation;
      if (verdict.kind === 'allowed') return limitChecked ? EXIT.ok : EXIT.cannot;
      return verdict.reason === 'approvers_unknown' || verdict.reason === 'spend_unknown' ? EXIT.cannot : EXIT.no;
    }
    default:
      return explanation satisfies never;
  }
}
