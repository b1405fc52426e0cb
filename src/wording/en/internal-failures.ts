/** Failures that the bot itself detects, by their code (core/lifecycle/order-decisions.ts). */
export const internal = {
  InstanceGone: {
    title: 'The instance no longer exists.',
    cause: 'It was gone when the order was due. Nothing was ordered.',
    next: 'Check whether it was released.',
  },
  ClassMoved: {
    title: 'The class of the instance changed in the meantime.',
    cause: 'It is no longer the class that the request started from. Nothing was ordered.',
    next: 'Check the instance, and resubmit if you still need the change.',
  },
  PriceMoved: {
    title: 'The price changed in the meantime.',
    cause: 'It changed by more than the configuration allows. Nothing was ordered.',
    next: 'Check the new price, and resubmit if you still need the change.',
  },
  FactsUnreadable: {
    title: "The instance or the approvers couldn't be checked again.",
    cause: 'The bot only orders what it can verify. Nothing was ordered.',
    next: 'Resubmit in a few minutes.',
  },
  FactsMoved: {
    title: 'The instance, its price or the rule changed between two attempts to order.',
    cause: 'The order would no longer match what was approved. Nothing was ordered.',
    next: 'Check the instance, then resubmit.',
  },
  DoesNotFit: {
    title: 'The new class is now too small.',
    cause: 'The recent usage of the instance no longer fits. Nothing was ordered.',
    next: 'Request a larger class.',
  },
  NoLongerAllowed: {
    title: 'The rules no longer allow this change.',
    cause: 'They changed between the approval and the order. Nothing was ordered.',
    next: 'Run `/redis-resize why` to see what they require now.',
  },
  RequesterGone: {
    title: 'The requester can no longer use this bot.',
    cause: 'The account was deactivated or lost access after the request. Nothing was ordered.',
    next: 'Ask someone else to request the change if it is still needed.',
  },
  PriceUnreadable: {
    title: "The price couldn't be checked again.",
    cause: "The price can't be confirmed. Nothing was ordered.",
    next: 'Resubmit in a few minutes.',
  },
  AlreadyTargetClass: {
    title: 'The instance already has the new class.',
    cause: 'It was changed elsewhere. Nothing was ordered.',
    next: 'Nothing to do.',
  },
  OtherOrderUnderWay: {
    title: 'Another order or task was in the way for too long.',
    cause: 'The instance has an unfinished or unpaid order, or a running task. Nothing was ordered.',
    next: 'Finish or cancel it in the console, then resubmit.',
  },
  InstanceNotReady: {
    title: 'The instance took too long to become Normal.',
    cause: 'Orders require the status Normal. Nothing was ordered.',
    next: 'Resubmit when its status is Normal.',
  },
  ClassNotAsAsked: {
    title: 'The order had no effect.',
    cause: 'Alibaba Cloud shows the order as completed, but the instance still has its old class.',
    next: 'Ask the account owner to check the order and its charge in the console before you resubmit.',
  },
  ClassChangedElsewhere: {
    title: 'The class was changed elsewhere.',
    cause: 'Another order, the console or auto scaling (DAS) changed it after the order of this request.',
    next: 'Ask the owner of the instance what changed it. A new request starts from the current class.',
  },
  InstanceReleased: {
    title: 'The instance no longer exists.',
    cause: 'The order was placed, but the instance disappeared before the change was verified.',
    next: 'Check whether it was released, and check the status of the order.',
  },
  OrderNotFound: {
    title: 'No order was found.',
    cause: 'The call got no response, and no order for it turned up.',
    next: 'Check the orders in the console, then resubmit. A late order is reported in the thread.',
  },
  OrderUnsure: {
    title: 'An order for the instance was found, but its class is not stated.',
    cause: 'It may be the order of this request, or one that was placed elsewhere.',
    next: 'Check it in the console, then press “Settle” on the card.',
  },
  OverMonthlySpend: {
    title: 'The order would exceed a monthly limit.',
    cause: 'Other orders that count toward it came first. Nothing was ordered.',
    next: 'Resubmit next month, or contact the owner of the limit (`limits.monthlySpend`).',
  },
  UntilPassed: {
    title: 'The time the change was for has passed.',
    cause: 'It was to be taken back before it could be made. Nothing was ordered.',
    next: 'Resubmit with a later time if the change is still needed.',
  },
  ReturnTooDear: {
    title: 'The return costs more than was approved.',
    cause: 'The approval of a temporary change covers its return up to a limit. Nothing was ordered.',
    next: 'Request the class of before, so that its price is approved.',
  },
  NoReturnPlanned: {
    title: 'There is no return left to move.',
    cause: 'The return was made, canceled or replaced meanwhile. Nothing was changed.',
    next: 'If the instance needs that class again, request it.',
  },
  InstanceLocked: {
    title: 'The instance was locked between two attempts to order.',
    cause: "The earlier attempts didn't reach Alibaba Cloud, and the lock lasted too long. Nothing was ordered.",
    next: 'Resubmit once the instance is unlocked.',
  },
} as const;
