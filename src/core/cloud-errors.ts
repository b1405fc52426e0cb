/**
 * What each error code of Alibaba Cloud means for us: who has to act, whether trying again helps, and whether the
 * call may have been carried out. Sources: the error lists of R-kvstore (ModifyInstanceSpec, CreateInstance,
 * TransformToPrePaid, DescribePrice), the R-kvstore error centre, BssOpenApi and the common errors of the gateway.
 */

/** One next step each; the sentences are the people edge's. */
export const ADVICE_KEYS = [
  'add_payment_method',
  'recharge',
  'wait_for_renewal_order',
  'choose_bigger_class',
  'confirm_force_upgrade',
  'use_global_instance_flow',
  'clear_billing_state',
  'wait_for_metadata',
  'wait_for_instance',
  'fix_major_version',
  'upgrade_minor_version',
  'release_direct_connection',
  'stop_dts_sync',
  'choose_other_class',
  'out_of_stock',
  'not_possible_here',
  'instance_gone',
  'clear_account_restriction',
  'drop_temporary_bandwidth',
  'check_coupon',
  'ask_billing',
  'grant_permission',
  'fix_credentials',
  'refresh_credentials',
  'fix_clock',
  'wrong_site',
  'fix_endpoint',
  'slow_down',
  'cloud_unreachable',
  'outcome_unclear',
  'sent_before',
  'bot_defect',
  'unrecognised',
] as const;
export type AdviceKey = (typeof ADVICE_KEYS)[number];

export interface Advice {
  readonly key: AdviceKey;
  /** Who has to act. */
  readonly who: 'requester' | 'approver' | 'account_owner' | 'operator';
  /** `soon`: back off and try again; `later`: something outside must change first, the instance or a key; `never`: a person must act. */
  readonly retry: 'soon' | 'later' | 'never';
  /**
   * `no`: a call that got this answer did nothing. `unlikely`: it was refused, and yet may have left an order. `unknown`:
   * it, or an earlier copy of it, may have been carried out.
   */
  readonly arrived: 'no' | 'unlikely' | 'unknown';
}

/**
 * Whether the right to make the call is missing: that lasts until a person grants it. Any other fault of a read may have
 * passed a moment later.
 */
export function isMissingRight(code: string): boolean {
  return adviceFor(code).key === 'grant_permission';
}

/** Codes that the adapter makes itself, for what the cloud or the network did without one. */
export const CLIENT_CODES = {
  /** No answer in time. */
  timeout: 'RequestTimeout',
  /** The body is not JSON: a proxy's page, or nothing at all. */
  notJson: 'NotJson',
  /** JSON without what matters: no OrderId, no InstanceId. */
  malformed: 'MalformedResponse',
  /** The placeholder code `%s` of ModifyInstanceSpec: commands in use are unsupported by the target. */
  forceUpgrade: 'ForceUpgradeNeeded',
  /** No access key could be had; nothing was sent. */
  noCredentials: 'NoCredentials',
  tls: 'TlsFailed',
  /** The account or region is not, or no longer, in the configuration. */
  notConfigured: 'NotConfigured',
  /** No permit in time, or too late for the lease of the order (`alicloud/permits.ts`); nothing was sent. */
  queueFull: 'LocalQueueFull',
  /** An error we cannot name. */
  unnamed: 'UnnamedError',
} as const;

type Who = Advice['who'];

function advice(key: AdviceKey, who: Who, retry: Advice['retry'] = 'never', arrived: Advice['arrived'] = 'no'): Advice {
  return { key, who, retry, arrived };
}

const UNCLEAR = advice('outcome_unclear', 'operator', 'soon', 'unknown');
const UNREACHABLE = advice('cloud_unreachable', 'operator', 'soon');
const UNRECOGNISED = advice('unrecognised', 'operator', 'never', 'unknown');
const CONFIRM_FORCE = advice('confirm_force_upgrade', 'approver');

const EXACT: readonly (readonly [codes: string, advice: Advice])[] = [
  ['PaymentMethodNotFound', advice('add_payment_method', 'account_owner')],
  [
    'InsufficientBalance NotEnoughBalance PAYFOR.CREDIT_PAY_INSUFFICIENT_BALANCE PAY.INSUFFICIENT_BALANCE ACCOUNT_BALANCE_EXCEEDED',
    advice('recharge', 'account_owner'),
  ],
  ['HasRenewChangeOrder', advice('wait_for_renewal_order', 'account_owner', 'never')],
  ['TargetMemoryLessThanCurrentUsed', advice('choose_bigger_class', 'requester')],
  [`%s ${CLIENT_CODES.forceUpgrade}`, CONFIRM_FORCE],
  ['GdcInstanceNotSupport', advice('use_global_instance_flow', 'requester')],
  [
    'AbnormalResourceStatusForRenew ORDER.ABNORMAL_RESOURCE_STATUS_FOR_RENEW NotFoundOrder IncorrectDBInstanceLockMode',
    advice('clear_billing_state', 'account_owner'),
  ],
  [
    'MissingRedisShardingUnsupportPerfItem MissingRedisUsedmemoryUnsupportPerfItem',
    advice('wait_for_metadata', 'operator', 'soon'),
  ],
  [
    'Task.Conflict IncorrectDBInstanceState Order.LatestOrderIsHanding BackupJobExists INSTANCE_HAS_INACTIVE_CHANGE',
    advice('wait_for_instance', 'requester', 'later'),
  ],
  ['LockTimeout', advice('wait_for_instance', 'requester', 'soon')],
  ['IncorrectTargetMajorVersion DirectTransUpgradeMajorVersionNotSupport', advice('fix_major_version', 'operator')],
  ['IncorrectMinorVersion', advice('upgrade_minor_version', 'account_owner')],
  [
    'DirectTargetLevelNotSupport DirectTransPreCheckError DirectTransNodeDoubleLevelError HasDirectConnectionNotSupport',
    advice('release_direct_connection', 'requester'),
  ],
  ['DtsOpendNotSupportTrans', advice('stop_dts_sync', 'requester')],
  ['SPEC_NOT_FOUND SYSTEM.ILLEGAL_ARGUMENT InvalidCapacity.NotFound', advice('choose_other_class', 'requester')],
  ['QuotaNotEnough InsufficientResourceCapacity', advice('out_of_stock', 'requester')],
  ['InstanceType.NotSupport', advice('not_possible_here', 'requester')],
  ['InvalidInstanceId.NotFound InvalidDBInstance.NotFound', advice('instance_gone', 'requester')],
  [
    'RealNameAuthenticationError ResourceNotAvailable Forbidden.RiskControl',
    advice('clear_account_restriction', 'account_owner'),
  ],
  ['AlreadyHadTemporaryBandwidth', advice('drop_temporary_bandwidth', 'requester')],
  ['PAY.COUPON_NOT_EXIST PAY.COUPON_NOT_MEET_CONSUMPTION_RULE', advice('check_coupon', 'requester')],
  ['Forbidden.RAM NoPermission', advice('grant_permission', 'operator')],
  [
    'InvalidAccessKeyId.NotFound InvalidAccessKeyId.Inactive SignatureDoesNotMatch InvalidSecurityToken.MismatchWithAccessKey',
    advice('fix_credentials', 'operator'),
  ],
  // Where roles and tokens come from may be out of reach for a moment.
  [CLIENT_CODES.noCredentials, advice('fix_credentials', 'operator', 'later')],
  ['InvalidSecurityToken.Expired', advice('refresh_credentials', 'operator', 'soon')],
  ['InvalidTimeStamp.Expired', advice('fix_clock', 'operator', 'soon')],
  ['NotApplicable', advice('wrong_site', 'operator')],
  [`InvalidAction.NotFound ${CLIENT_CODES.tls} ${CLIENT_CODES.notConfigured}`, advice('fix_endpoint', 'operator')],
  [CLIENT_CODES.queueFull, advice('slow_down', 'operator', 'soon')],
  ['ECONNREFUSED ENOTFOUND EAI_AGAIN', UNREACHABLE],
  // 400 and yet ambiguous: the gateway took the call and lost the answer of what stands behind it.
  ['ProxyError Unkown.Exception InternalError ServiceUnavailable', UNCLEAR],
  [`${CLIENT_CODES.timeout} ${CLIENT_CODES.notJson} ${CLIENT_CODES.malformed} ECONNRESET EPIPE ETIMEDOUT`, UNCLEAR],
  // Both are refusals that only a second copy gets, so a first one was there: look for its order, do not give up.
  ['SignatureNonceUsed', advice('sent_before', 'operator', 'soon', 'unknown')],
  ['IdempotentParameterMismatch Duplicated.ClientToken', advice('sent_before', 'operator', 'never', 'unknown')],
  [
    'IllegalParamError InvalidInstances.Format InvalidInstanceIds.Malformed MissingParameter IncompleteSignature InvalidOwner InvalidTimeStamp.Format UnsupportedHTTPMethod',
    advice('bot_defect', 'operator'),
  ],
];

const BY_CODE: ReadonlyMap<string, Advice> = new Map(
  EXACT.flatMap(([codes, given]) => codes.split(' ').map((code) => [code, given] as const)),
);

/** For codes no list names, read from top to bottom. Trade codes (`PAY.…`) may surface in any product. */
const BY_SHAPE: readonly (readonly [shape: RegExp, advice: Advice])[] = [
  [/^(?:Rejected\.)?Throttling/, advice('slow_down', 'operator', 'soon')],
  // Seen in siblings, on no page of R-kvstore: it asks for fewer calls, and proves nothing about this one.
  [/FlowControl|^Http429$/, advice('slow_down', 'operator', 'soon', 'unknown')],
  [/^Http5\d\d$/, UNCLEAR],
  // An order may be there that could not be paid.
  [/COUPON/i, advice('check_coupon', 'requester', 'never', 'unlikely')],
  [/^PAY(?:FOR)?\.|^ORDER\.|^PRICE\./, advice('ask_billing', 'account_owner', 'never', 'unlikely')],
  [/^Forbidden|^NoPermission|^NotAuthori[sz]ed|^Unauthori[sz]ed/, advice('grant_permission', 'operator')],
  [/^InvalidAccessKeyId|^InvalidSecurityToken/, advice('fix_credentials', 'operator')],
  [/^Missing[A-Z]\w*Parameter|^MissingParameter/, advice('bot_defect', 'operator')],
  [/NotSupport|^Invalid|^Incorrect/, advice('not_possible_here', 'requester')],
  // What stands behind the gateway did not answer, by whatever name.
  [/^Internal|^Unknown|^(?:System|Service)\.?(?:Error|Failure|Fault|Busy)|Time-?out|Exception$|Unavailable/i, UNCLEAR],
];

/**
 * Whether a read that was refused with this code is refused until an operator does something. Every other fault of a
 * read may be gone in a minute, and says nothing about an order.
 */
export function isLastingRefusal(code: string): boolean {
  const { retry, arrived, who } = adviceFor(code);
  return retry === 'never' && arrived === 'no' && who === 'operator';
}

/**
 * Advice for a code of the cloud, of Node's network errors, or of CLIENT_CODES. With an unknown code the call may have
 * been carried out: only a known refusal proves the opposite. `message` counts where the code says nothing (`%s`).
 */
export function adviceFor(code: string, message?: string): Advice {
  if (message !== undefined && /set forceUpgrade\s*=\s*true/i.test(message)) return CONFIRM_FORCE;
  return BY_CODE.get(code) ?? BY_SHAPE.find(([shape]) => shape.test(code))?.[1] ?? UNRECOGNISED;
}
