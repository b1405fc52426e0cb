/**
 * Why a person is told "no", as one closed list. The sentence for each, in each language, is in slack/text.
 * Reasons of the policy are in verdict.ts (DenyReason), codes of the cloud in cloud-errors.ts.
 */
export const ACCESS_REASONS = [
  'other_team',
  'guest',
  'stranger',
  'bot_user',
  'deactivated',
  'no_such_person',
  'person_unknown',
] as const;
export type AccessReason = (typeof ACCESS_REASONS)[number];

/** Why a button has no effect. */
export const CLICK_REASONS = [
  'unknown_request',
  'already_decided',
  'request_expired',
  'not_an_approver',
  'own_request',
  'already_voted',
  'vote_not_needed',
  'approvers_unknown',
  'requester_gone',
  'no_longer_allowed',
  'not_the_requester',
  'too_late_to_withdraw',
  'nothing_to_recheck',
  'card_changed',
  'facts_unreadable',
  'price_unreadable',
  'no_longer_possible',
  'no_longer_fits',
  'not_unclear',
  'order_unreadable',
  'order_not_found',
  'order_not_ours',
  'order_exists',
  'no_return_planned',
  'back_over',
  'back_not_yours',
] as const;
export type ClickReason = (typeof CLICK_REASONS)[number];

/** Why a request cannot be made. */
export const REQUEST_REASONS = [
  'instance_not_found',
  'instance_not_yours',
  'group_unknown',
  'instance_not_ready',
  'instance_busy',
  'instance_locked',
  'renew_order_waiting',
  'change_under_way',
  'class_not_offered',
  'same_class',
  'does_not_fit',
  'reason_format',
  'until_passed',
  'until_before_window',
  'start_passed',
  'start_too_far',
  'start_after_deadline',
  'cloud_unreachable',
  'cloud_refused',
  'channel_not_joined',
  'channel_archived',
  'channel_unreadable',
  'channel_shared',
] as const;
export type RequestReason = (typeof REQUEST_REASONS)[number];

/** Why a request failed although no call of the cloud's did; the sentences are `internal.*` of src/wording. */
export const INTERNAL_FAILURES = [
  'InstanceGone',
  'ClassMoved',
  'PriceMoved',
  'PriceUnreadable',
  'FactsMoved',
  'FactsUnreadable',
  'InstanceReleased',
  'AlreadyTargetClass',
  'InstanceNotReady',
  'OtherOrderUnderWay',
  'ClassNotAsAsked',
  'ClassChangedElsewhere',
  'OrderNotFound',
  'OrderUnsure',
  'NoLongerAllowed',
  'RequesterGone',
  'DoesNotFit',
  'OverMonthlySpend',
  'InstanceLocked',
  'UntilPassed',
  'ReturnTooDear',
  'NoReturnPlanned',
] as const;
export type InternalFailureCode = (typeof INTERNAL_FAILURES)[number];

/** What a request for an emergency can bypass: no rule, a monthly limit, the size, a window or a freeze. */
export const OBSTACLES = [
  'no_rule',
  'over_monthly_spend',
  'spend_unknown',
  'price_unknown',
  'does_not_fit',
  'window',
  'freeze',
] as const;
export type Obstacle = (typeof OBSTACLES)[number];
