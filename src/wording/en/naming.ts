/** Instances by name, classes by size. */
export const naming = {
  several: 'Several instances match {{typed}}. Which one?',
  unsure: '{{typed}} matches this instance, but not every region could be read. Is it the one?',
  none: {
    touchable: 'No instance you may resize matches {{typed}}. To search, open the form with `/redis-resize`.',
    seen: 'No instance you can see matches {{typed}}. Check its name or ID.',
    lockable: 'No instance you may lock matches {{typed}}. Check its name or ID.',
  },
  region: 'Only {{region}} was searched; leave out `--region` to search everywhere.',
  near: 'Did you mean one of these?',
  command: 'Did you mean {{command}}?',
  unread: "⚠️ Couldn't be read: {{places}}. There may be more instances.",
  more: 'Showing the first {{count}}. Type more of the name to narrow the list.',
  choose: 'Choose',
  retype: 'Send the command again with one of these IDs.',
  elsewhere: 'Choose the instance in the message that was just sent to you.',
} as const;

export const sizing = {
  none: 'No {{sizing}} class is available for this instance (same family, architecture and shards).',
  nearest: 'Nearest: {{nearest}}.',
  several: 'Several classes match {{sizing}}: {{classes}}. Choose one.',
  same: 'The instance already has {{sizing}}.',
  unread: "Couldn't look up a class for {{sizing}}. Enter the full class name.",
  later: 'For {{sizing}}, choose the instance first, then its class.',
} as const;
