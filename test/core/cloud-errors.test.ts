import { describe, expect, it } from 'vitest';
import { ADVICE_KEYS, adviceFor, CLIENT_CODES } from '../../src/core/cloud-errors.ts';

const PUBLISHED = `PaymentMethodNotFound HasRenewChangeOrder TargetMemoryLessThanCurrentUsed %s GdcInstanceNotSupport
AbnormalResourceStatusForRenew MissingRedisShardingUnsupportPerfItem IllegalParamError IncorrectTargetMajorVersion
IncorrectMinorVersion DirectTargetLevelNotSupport DirectTransPreCheckError DtsOpendNotSupportTrans
DirectTransNodeDoubleLevelError DirectTransUpgradeMajorVersionNotSupport MissingRedisUsedmemoryUnsupportPerfItem
Task.Conflict IncorrectDBInstanceState LockTimeout ProxyError SPEC_NOT_FOUND SYSTEM.ILLEGAL_ARGUMENT
PAYFOR.CREDIT_PAY_INSUFFICIENT_BALANCE ORDER.ABNORMAL_RESOURCE_STATUS_FOR_RENEW NotFoundOrder
HasDirectConnectionNotSupport Unkown.Exception Throttling.Api InternalError InvalidInstanceId.NotFound
InvalidDBInstance.NotFound InstanceType.NotSupport InsufficientBalance Order.LatestOrderIsHanding
IdempotentParameterMismatch QuotaNotEnough InsufficientResourceCapacity InvalidCapacity.NotFound
RealNameAuthenticationError ResourceNotAvailable IncorrectDBInstanceLockMode BackupJobExists
AlreadyHadTemporaryBandwidth InvalidInstances.Format InvalidInstanceIds.Malformed MissingParameter Forbidden.RAM
NoPermission Forbidden.RiskControl Throttling.User Throttling Rejected.Throttling ServiceUnavailable
InvalidAccessKeyId.NotFound InvalidAccessKeyId.Inactive SignatureDoesNotMatch IncompleteSignature SignatureNonceUsed
InvalidTimeStamp.Expired InvalidSecurityToken.Expired InvalidSecurityToken.MismatchWithAccessKey InvalidAction.NotFound
NotApplicable InvalidOwner`.split(/\s+/);

describe('advice for an error code', () => {
  it('exists for every published code and every code of our own', () => {
    expect(PUBLISHED).toHaveLength(64);
    const codes = [...PUBLISHED, ...Object.values(CLIENT_CODES).filter((code) => code !== CLIENT_CODES.unnamed)];
    expect(codes.filter((code) => adviceFor(code).key === 'unrecognised')).toEqual([]);
  });

  it('uses every key of the closed list, and no other', () => {
    const codes = [
      ...PUBLISHED,
      ...Object.values(CLIENT_CODES),
      'ECONNREFUSED',
      'PAY.PAY_ORDER_FAILED',
      'PAY.COUPON_X',
    ];
    expect(new Set(codes.map((code) => adviceFor(code).key))).toEqual(new Set(ADVICE_KEYS));
  });

  it.each([
    ['PaymentMethodNotFound', 'add_payment_method', 'account_owner', 'never', 'no'],
    ['HasRenewChangeOrder', 'wait_for_renewal_order', 'account_owner', 'never', 'no'],
    ['TargetMemoryLessThanCurrentUsed', 'choose_bigger_class', 'requester', 'never', 'no'],
    ['Task.Conflict', 'wait_for_instance', 'requester', 'later', 'no'],
    ['LockTimeout', 'wait_for_instance', 'requester', 'soon', 'no'],
    ['Throttling.User', 'slow_down', 'operator', 'soon', 'no'],
    ['Throttling.Something.New', 'slow_down', 'operator', 'soon', 'no'],
    ['FlowControl', 'slow_down', 'operator', 'soon', 'unknown'],
    ['ECONNREFUSED', 'cloud_unreachable', 'operator', 'soon', 'no'],
    ['ENOTFOUND', 'cloud_unreachable', 'operator', 'soon', 'no'],
    ['Forbidden.RAM', 'grant_permission', 'operator', 'never', 'no'],
    ['NotAuthorized', 'grant_permission', 'operator', 'never', 'no'],
    ['PAY.COUPON_NOT_EXIST', 'check_coupon', 'requester', 'never', 'no'],
    ['PAY.PAY_ORDER_FAILED', 'ask_billing', 'account_owner', 'never', 'unlikely'],
    ['ORDER.SYSTEM_BUSY', 'ask_billing', 'account_owner', 'never', 'unlikely'],
    ['PAY.COUPON_SOMETHING_NEW', 'check_coupon', 'requester', 'never', 'unlikely'],
    ['SomethingNewNotSupport', 'not_possible_here', 'requester', 'never', 'no'],
    ['InvalidInstanceClass.NotFound', 'not_possible_here', 'requester', 'never', 'no'],
    ['NobodyKnowsThis', 'unrecognised', 'operator', 'never', 'unknown'],
    ['', 'unrecognised', 'operator', 'never', 'unknown'],
    ['__proto__', 'unrecognised', 'operator', 'never', 'unknown'],
  ])('%s: %s, turn of %s, retry %s, arrived %s', (code, key, who, retry, arrived) => {
    expect(adviceFor(code)).toEqual({ key, who, retry, arrived });
  });

  it.each([
    'InternalError',
    'Unkown.Exception',
    'ProxyError',
    'ServiceUnavailable',
    'Http500',
    'Http503',
    'RequestTimeout',
    'ECONNRESET',
    'NotJson',
    'MalformedResponse',
  ])('%s leaves the outcome of an order open', (code) => {
    expect(adviceFor(code)).toMatchObject({ key: 'outcome_unclear', arrived: 'unknown', retry: 'soon' });
  });

  it.each(['SignatureNonceUsed', 'IdempotentParameterMismatch'])('%s proves an earlier copy of the call', (code) => {
    expect(adviceFor(code)).toMatchObject({ key: 'sent_before', arrived: 'unknown' });
  });

  it('reads the message where the code is a placeholder', () => {
    const message =
      'Warn: {eval,script} are not supported after upgraded. you can set forceUpgrade=true to force upgrade.';
    for (const code of ['%s', 'eval,script', '']) {
      expect(adviceFor(code, message)).toEqual({
        key: 'confirm_force_upgrade',
        who: 'approver',
        retry: 'never',
        arrived: 'no',
      });
    }
  });
});
