/** Emergencies. */
export const breakGlass = {
  title: 'Break glass: {{name}}',
  offer: '🚨 *In an emergency,* rule “{{rule}}” allows it anyway. {{need}}',
  waitsOpen:
    'This request is on hold until the freeze is lifted. Breaking glass replaces it with an emergency request.',
  waits: 'This request is on hold until {{until}}. Breaking glass replaces it with an emergency request.',
  told: 'The card is marked as an emergency, and the audit channels are notified immediately with both reasons.',
  late: '🚨 *In an emergency,* rule “{{rule}}” allows it anyway. Submit the form again and keep its window open to break glass.',
  submit: 'Break glass',
  confirm: {
    label: 'Emergency',
    option: 'This is an emergency and I take responsibility',
  },
  second_reason: {
    label: "Why can't it wait?",
    hint: 'At least 10 characters. Shown next to your original reason.',
  },
  error: {
    confirm: 'Tick this box to break glass, or close the window.',
    second_reason: "Explain why it can't wait (10 to 500 characters).",
  },
  card: '🚨 *Break glass* (rule “{{rule}}”). {{despite}}',
  first: '*Reason*',
  second: "*Why it can't wait*",
  marked: '🚨 {{text}}',
  approve: 'Approve this emergency?',
  /** What stood in the way of an ordinary request. */
  despite: {
    no_rule: 'No ordinary rule allows it.',
    over_monthly_spend: 'Over the monthly spending limit.',
    spend_unknown: "This month's spending couldn't be read.",
    price_unknown: "The price couldn't be read, and a monthly limit needs it.",
    does_not_fit: 'The new class is too small for the recent memory usage.',
    window: 'Outside the change window.',
    freeze: 'During a freeze.',
  },
  thread: '🚨 *Break glass:* {{who}} is bypassing the normal rules. {{despite}}',
  mirror:
    '🚨 *Break glass:* {{who}} wants to resize {{name}} {{instance}}: {{from}} → {{to}} (rule “{{rule}}”). {{despite}} {{need}}',
  mirrorProlongs:
    '🚨 *Break glass:* {{who}} asks to keep {{name}} {{instance}} at {{to}} until {{at}} instead of {{was}} (rule “{{rule}}”). {{despite}} {{need}}',
  request: 'Request {{request}}',
} as const;
