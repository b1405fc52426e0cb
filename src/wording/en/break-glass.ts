/** Emergencies. */
export const breakGlass = {
  title: 'Break glass: {{name}}',
  offer: '🚨 *In an emergency* rule “{{rule}}” allows it all the same. {{need}}',
  waits: 'The order of this request waits until {{until}}. If you break the glass, an emergency takes its place.',
  told: 'An emergency is marked on its card, and everybody who looks on is told at once, with both reasons.',
  late: '🚨 *In an emergency* rule “{{rule}}” allows it all the same. Send the form again and keep its window open: it offers to break the glass.',
  submit: 'Break glass',
  confirm: {
    label: 'Emergency',
    option: 'This is an emergency, and I answer for it',
  },
  second_reason: {
    label: 'Why can it not wait?',
    hint: 'At least 10 characters. It stands beside the reason of the form.',
  },
  error: {
    confirm: 'Tick this to break the glass, or close the window.',
    second_reason: 'Write why it cannot wait (10 to 500 characters).',
  },
  card: '🚨 *Break glass*, by rule “{{rule}}”. {{despite}}',
  first: '*Reason*',
  second: '*Why it could not wait*',
  marked: '🚨 {{text}}',
  approve: 'Approve this emergency?',
  /** What stood in the way of an ordinary request. */
  despite: {
    no_rule: 'No ordinary rule allows it.',
    over_monthly_spend: 'It goes over what may be spent in a month.',
    spend_unknown: 'What was spent this month could not be read.',
    does_not_fit: 'The new class is too small for what the instance used.',
    window: 'It is outside the windows of the rules.',
    freeze: 'There is a freeze.',
  },
  thread: '🚨 *Break glass:* {{who}} asks past what stands in the way. {{despite}}',
  mirror:
    '🚨 *Break glass:* {{who}} asks to change {{name}} {{instance}} from {{from}} to {{to}} by rule “{{rule}}”. {{despite}} {{need}}',
  request: 'Request {{request}}',
} as const;
