/** What an error of Alibaba Cloud means: in a few words, why, and the next step. One entry per AdviceKey. */
export const cloud = {
  add_payment_method: {
    title: 'The account has no payment method.',
    cause: 'Alibaba Cloud only accepts orders from accounts that can pay.',
    next: 'Ask the account owner to add a payment method in the billing console, then resubmit.',
  },
  recharge: {
    title: 'The account balance is too low.',
    cause: 'The order costs more than the available balance.',
    next: 'Ask the account owner to top up the account, or resubmit without automatic payment and pay the order later.',
  },
  wait_for_renewal_order: {
    title: 'A renewal with a class change is pending.',
    cause: 'The instance accepts no other change until that order takes effect.',
    next: 'Wait until it takes effect, or ask the account owner to cancel it under Renewal Management.',
  },
  choose_bigger_class: {
    title: 'The new class is too small for the data.',
    cause: '80% of its memory must be more than the memory in use.',
    next: 'Choose a larger class, or delete data first.',
  },
  confirm_force_upgrade: {
    title: "The new class doesn't support commands that are in use.",
    cause: "Alibaba Cloud found them in the instance's traffic.",
    next: 'If the owners of the application approve, resubmit with the force option.',
  },
  use_global_instance_flow: {
    title: 'The instance is part of a global distributed instance.',
    cause: 'It cannot be resized on its own.',
    next: 'Resize the distributed instance in the console.',
  },
  clear_billing_state: {
    title: 'The billing status of the instance is abnormal.',
    cause: 'It may be expired, locked or without a valid order.',
    next: 'Ask the account owner to renew the instance or open a support ticket.',
  },
  wait_for_metadata: {
    title: 'Alibaba Cloud has no current metrics for the instance yet.',
    cause: 'This happens shortly after another change.',
    next: 'The bot retries; if it keeps failing, resubmit in a few minutes.',
  },
  wait_for_instance: {
    title: 'The instance is busy.',
    cause: 'Another task or order is running on it.',
    next: 'Wait until its status is Normal, then resubmit.',
  },
  fix_major_version: {
    title: "The engine version doesn't match the change.",
    cause: 'The new class does not exist for this engine version.',
    next: "Ask the bot's operator to check the version that was sent.",
  },
  upgrade_minor_version: {
    title: 'The minor version of the engine is too old.',
    cause: 'The change requires a newer one.',
    next: 'Ask the account owner to upgrade the minor version in the console, then resubmit.',
  },
  release_direct_connection: {
    title: 'The direct connection endpoint blocks the change.',
    cause: 'An instance with a direct connection endpoint cannot change to this class.',
    next: 'Release the direct connection endpoint, or choose another class.',
  },
  stop_dts_sync: {
    title: 'A DTS synchronization task is running.',
    cause: 'The class cannot be changed while data is being synchronized.',
    next: 'Stop the task, then resubmit.',
  },
  choose_other_class: {
    title: "This class isn't available here.",
    cause: "It isn't sold in this zone, with this billing method or with this number of shards.",
    next: 'Choose another class.',
  },
  out_of_stock: {
    title: 'This class is sold out in the zone.',
    cause: 'Alibaba Cloud has no stock right now.',
    next: 'Choose another class, or try again later.',
  },
  not_possible_here: {
    title: "This type of instance doesn't support the change.",
    cause: 'Alibaba Cloud rejected it for this instance.',
    next: 'Choose another class, or include the code below in a support ticket.',
  },
  instance_gone: {
    title: "The instance wasn't found.",
    cause: 'It was released, or it is in another account or region.',
    next: 'Check its ID and region.',
  },
  clear_account_restriction: {
    title: 'The account is restricted.',
    cause: 'Real-name verification, risk control or Finance Cloud rules block orders.',
    next: 'Ask the account owner to resolve this with Alibaba Cloud.',
  },
  drop_temporary_bandwidth: {
    title: 'The instance has temporary bandwidth.',
    cause: 'The change has no price until the temporary bandwidth ends.',
    next: 'Wait for the temporary bandwidth to end, then resubmit.',
  },
  check_coupon: {
    title: "The coupon wasn't accepted.",
    cause: "It doesn't exist, or its conditions aren't met.",
    next: 'Resubmit with another coupon or without one.',
  },
  ask_billing: {
    title: 'Billing rejected the order.',
    cause: 'The code below is from the billing system.',
    next: 'Ask the account owner to check the billing console.',
  },
  grant_permission: {
    title: 'The bot lacks a permission.',
    cause: 'Its RAM policy does not allow this action on this instance.',
    next: "Ask the bot's operator to grant the missing action; the README lists every action that the bot needs.",
  },
  fix_credentials: {
    title: "The bot's credentials don't work.",
    cause: 'The access key is unknown, disabled or wrong.',
    next: "Ask the bot's operator to replace the access key.",
  },
  refresh_credentials: {
    title: "The bot's credentials expired.",
    cause: 'Temporary credentials are only valid for a short time.',
    next: 'The bot renews them and retries.',
  },
  fix_clock: {
    title: "The bot's clock is wrong.",
    cause: 'Alibaba Cloud only accepts calls from the last few minutes.',
    next: "Ask the bot's operator to synchronize the clock (NTP).",
  },
  wrong_site: {
    title: 'The account belongs to the other Alibaba Cloud site (China/International).',
    cause: 'The two sites have different billing endpoints.',
    next: "Ask the bot's operator to fix the `site` of the account in the configuration.",
  },
  fix_endpoint: {
    title: 'The endpoint is wrong.',
    cause: "The endpoint doesn't serve this API, or the account is missing in the configuration.",
    next: "Ask the bot's operator to fix `endpoints` and `accounts` in the configuration.",
  },
  slow_down: {
    title: 'Too many calls.',
    cause: 'All tools of the account share the API limits of Alibaba Cloud.',
    next: 'The bot slows down and retries.',
  },
  cloud_unreachable: {
    title: "Alibaba Cloud couldn't be reached.",
    cause: 'The connection failed, so the call never arrived.',
    next: "The bot retries; if it keeps failing, ask the bot's operator to check the network.",
  },
  outcome_unclear: {
    title: 'No response was received.',
    cause: 'The connection was lost or timed out, so the call may have gone through.',
    next: 'The bot checks the instance and its orders before it sends anything else.',
  },
  sent_before: {
    title: 'Alibaba Cloud received the same order before.',
    cause: 'An earlier copy of this call arrived.',
    next: 'The bot looks for its order and sends nothing new.',
  },
  bot_defect: {
    title: 'The bot sent an invalid request.',
    cause: 'This is a bug.',
    next: "Please report the code below to the bot's operator.",
  },
  unrecognised: {
    title: 'Alibaba Cloud returned an unknown error code.',
    cause: 'The bot does not know this code. It looked for an order and found none.',
    next: 'Look the code up in the console before resubmitting.',
  },
} as const;

/** Who can take the next step (`who` of core/cloud-errors.ts). */
export const turn = {
  requester: 'the requester',
  approver: 'an approver',
  account_owner: 'the owner of the Alibaba Cloud account',
  operator: "the bot's operator",
} as const;
