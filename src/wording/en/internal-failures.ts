/** Failures that are ours to tell, by their code (core/order-decisions.ts). */
export const internal = {
  InstanceGone: {
    title: 'The instance is gone.',
    cause: 'It was not found when the order was about to be placed. Nothing was ordered.',
    next: 'Check whether it was released.',
  },
  ClassMoved: {
    title: 'The class of the instance changed meanwhile.',
    cause: 'It is no longer what the request was made for. Nothing was ordered.',
    next: 'Look at the instance and ask again if the change is still wanted.',
  },
  PriceMoved: {
    title: 'The price changed meanwhile.',
    cause: 'It moved further than the configuration allows. Nothing was ordered.',
    next: 'Look at the new price and ask again if the change is still wanted.',
  },
  FactsUnreadable: {
    title: 'The instance or the rules could not be read again.',
    cause: 'Nothing is ordered on facts that nobody can check. Nothing was ordered.',
    next: 'Ask again in a few minutes.',
  },
  FactsMoved: {
    title: 'The instance, its price or the rule changed while the order was being tried.',
    cause: 'What was agreed to is no longer what would be done. Nothing was ordered.',
    next: 'Look at the instance and ask again.',
  },
  DoesNotFit: {
    title: 'The new class is too small by now.',
    cause: 'It cannot hold what the instance used since. Nothing was ordered.',
    next: 'Ask for a larger class.',
  },
  NoLongerAllowed: {
    title: 'The rules do not allow this any more.',
    cause: 'They changed between the approval and the order. Nothing was ordered.',
    next: '`/redis-resize why` tells what they want now.',
  },
  PriceUnreadable: {
    title: 'The price could not be read again.',
    cause: 'Nothing is ordered at a price nobody has seen. Nothing was ordered.',
    next: 'Ask again in a few minutes.',
  },
  AlreadyTargetClass: {
    title: 'The instance has the new class already.',
    cause: 'Somebody else changed it. Nothing was ordered.',
    next: 'Nothing has to be done.',
  },
  InstanceNotReady: {
    title: 'The instance was not Normal for too long.',
    cause: 'An order can only be placed for an instance that is Normal. Nothing was ordered.',
    next: 'Ask again when its status is Normal.',
  },
  ClassNotAsAsked: {
    title: 'The order had no effect.',
    cause: 'Alibaba Cloud calls it completed, and the instance has its old class.',
    next: 'The account owner looks at the order in the console, and at what was charged for it; then ask again.',
  },
  ClassChangedElsewhere: {
    title: 'Somebody or something else changed the class.',
    cause: 'Another order, the console or automatic scaling (DAS) came after the order of this request.',
    next: 'Whoever owns the instance finds out who changed it; a new request starts from the class that is there now.',
  },
  InstanceReleased: {
    title: 'The instance is gone.',
    cause: 'The order was placed, and the instance was not found any more before the change was seen to be done.',
    next: 'Check whether it was released, and what became of the order.',
  },
  OrderNotFound: {
    title: 'No order was found.',
    cause: 'The answer to the call was lost, and no order for it turned up.',
    next: 'Look at the orders in the console; then ask again.',
  },
  OverMonthlySpend: {
    title: 'The order would go over a monthly limit.',
    cause: 'Other orders that count towards it came first. Nothing was ordered.',
    next: 'Ask again next month, or ask whoever keeps the limit (`limits.monthlySpend`).',
  },
  InstanceLocked: {
    title: 'The instance was locked while the order was being tried.',
    cause: 'The first tries did not reach Alibaba Cloud, and the lock stayed for too long. Nothing was ordered.',
    next: 'Ask again when the instance is unlocked.',
  },
} as const;
