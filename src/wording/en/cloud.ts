/** What an error of Alibaba Cloud means: in a few words, why, and what to do. One entry per AdviceKey. */
export const cloud = {
  add_payment_method: {
    title: 'The account has no payment method.',
    cause: 'Alibaba Cloud takes orders only from accounts that can pay.',
    next: 'The account owner adds a payment method in the billing console; then ask again.',
  },
  recharge: {
    title: 'The balance is too low.',
    cause: 'The order costs more than the account has.',
    next: 'The account owner recharges the account, or the order is placed without automatic payment and paid later.',
  },
  wait_for_renewal_order: {
    title: 'A renewal with a change of class is waiting.',
    cause: 'An instance takes no second change while such an order waits.',
    next: 'The account owner lets it take effect or withdraws it in Renewal Management.',
  },
  choose_bigger_class: {
    title: 'The new class is too small for the data.',
    cause: '80 % of its memory must exceed the memory in use.',
    next: 'Choose a bigger class, or delete data first.',
  },
  confirm_force_upgrade: {
    title: 'Commands in use are not supported by the new class.',
    cause: 'Alibaba Cloud found them in the traffic of the instance.',
    next: 'Ask again with a forced change, if those who own the application agree.',
  },
  use_global_instance_flow: {
    title: 'The instance is part of a global distributed instance.',
    cause: 'Its class cannot be changed alone.',
    next: 'Change the distributed instance in the console.',
  },
  clear_billing_state: {
    title: 'Billing sees the instance in an abnormal state.',
    cause: 'It may be expired, locked or without a valid order.',
    next: 'The account owner renews it or opens a ticket.',
  },
  wait_for_metadata: {
    title: 'Alibaba Cloud has not measured the instance yet.',
    cause: 'This happens just after another change.',
    next: 'It is tried again; if it lasts, ask again in a few minutes.',
  },
  wait_for_instance: {
    title: 'The instance is busy.',
    cause: 'Another task or order runs on it.',
    next: 'Wait until its status is Normal; then ask again.',
  },
  fix_major_version: {
    title: 'The engine version does not fit the change.',
    cause: 'The class and the version of the instance cannot be combined.',
    next: 'The operator of this bot looks at the version that was sent.',
  },
  upgrade_minor_version: {
    title: 'The minor version of the engine is too old.',
    cause: 'The change needs a newer one.',
    next: 'The account owner upgrades the minor version in the console; then ask again.',
  },
  release_direct_connection: {
    title: 'The direct-connection endpoint is in the way.',
    cause: 'An instance with a direct endpoint cannot move to this class.',
    next: 'Release the direct endpoint, or choose another class.',
  },
  stop_dts_sync: {
    title: 'A DTS synchronisation is on.',
    cause: 'The class cannot be changed while data is synchronised.',
    next: 'Stop the synchronisation; then ask again.',
  },
  choose_other_class: {
    title: 'This class cannot be had here.',
    cause: 'It is not sold in this zone, for this charge type, or with these shards.',
    next: 'Choose another class.',
  },
  out_of_stock: {
    title: 'The zone is sold out of this class.',
    cause: 'Alibaba Cloud has no stock for it now.',
    next: 'Choose another class, or try again later.',
  },
  not_possible_here: {
    title: 'This kind of instance does not allow it.',
    cause: 'Alibaba Cloud refuses this change for this instance.',
    next: 'Choose another class; the code below tells a ticket more.',
  },
  instance_gone: {
    title: 'The instance was not found.',
    cause: 'It was released, or it is in another account or region.',
    next: 'Check its id and region.',
  },
  clear_account_restriction: {
    title: 'The account is restricted.',
    cause: 'Real-name verification, risk control or the finance cloud forbids orders.',
    next: 'The account owner clears this with Alibaba Cloud.',
  },
  drop_temporary_bandwidth: {
    title: 'The instance has temporary bandwidth.',
    cause: 'A change cannot be priced while it lasts.',
    next: 'Let the temporary bandwidth end; then ask again.',
  },
  check_coupon: {
    title: 'The coupon was not accepted.',
    cause: 'It does not exist, or its conditions are not met.',
    next: 'Ask again with another coupon, or with none.',
  },
  ask_billing: {
    title: 'Billing refused the order.',
    cause: 'The code below is one of the trade system.',
    next: 'The account owner looks at the billing console.',
  },
  grant_permission: {
    title: 'This bot lacks a permission.',
    cause: 'Its RAM policy does not allow this action on this instance.',
    next: 'The operator grants the missing action; the README names every action the bot needs.',
  },
  fix_credentials: {
    title: 'The credentials of this bot do not work.',
    cause: 'The access key is unknown, disabled or wrong.',
    next: 'The operator replaces it.',
  },
  refresh_credentials: {
    title: 'The credentials of this bot expired.',
    cause: 'Temporary credentials live for a short time.',
    next: 'They are renewed and the call is tried again.',
  },
  fix_clock: {
    title: 'The clock of this bot is wrong.',
    cause: 'Alibaba Cloud takes only calls of the last minutes.',
    next: 'The operator sets the clock (NTP).',
  },
  wrong_site: {
    title: 'The account is of the other site.',
    cause: 'China and international accounts have different billing endpoints.',
    next: 'The operator corrects `site` of the account in the configuration.',
  },
  fix_endpoint: {
    title: 'The endpoint is wrong.',
    cause: 'What answers there is not the API that was called, or the account is not in the configuration.',
    next: 'The operator corrects `endpoints` and `accounts` in the configuration.',
  },
  slow_down: {
    title: 'Too many calls.',
    cause: 'The limits of Alibaba Cloud count all tools of the account together.',
    next: 'It is tried again, more slowly.',
  },
  cloud_unreachable: {
    title: 'Alibaba Cloud could not be reached.',
    cause: 'The connection could not be made; nothing arrived.',
    next: 'It is tried again; if it lasts, the operator looks at the network.',
  },
  outcome_unclear: {
    title: 'The answer was lost.',
    cause: 'The call may or may not have been carried out.',
    next: 'The instance and its orders are read before anything is sent again.',
  },
  sent_before: {
    title: 'Alibaba Cloud has seen this order before.',
    cause: 'An earlier copy of the same call arrived.',
    next: 'Its order is looked for; nothing new is sent.',
  },
  bot_defect: {
    title: 'This bot sent a wrong call.',
    cause: 'That is a defect of the bot.',
    next: 'Please tell the operator the code below.',
  },
  unrecognised: {
    title: 'Alibaba Cloud answered with a code nobody here knows.',
    cause: 'It may or may not have been carried out.',
    next: 'Look at the instance and its orders in the console before asking again.',
  },
} as const;

/** Who can do what is next (`who` of core/cloud-errors.ts). */
export const turn = {
  requester: 'whoever asked for the change',
  approver: 'somebody who may approve it',
  account_owner: 'the owner of the Alibaba Cloud account',
  operator: 'the operator of this bot',
} as const;
