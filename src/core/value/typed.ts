/** What people typed, as far as it can be stored and read. */

/** Neither a database nor JSON of others takes these: control characters but tab and line ends, halves of characters. */
const UNSTORABLE = /(?![\t\n\r])\p{Cc}|\p{Cs}/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** Letters and symbols by their class that show nothing. */
const BLANK = /[\p{Default_Ignorable_Code_Point}\u2800\u3164\uFFA0]/gu;

/** Without what cannot be stored, and trimmed. Empty where nothing of it can be seen: that is no reason. */
export function typedText(text: string): string {
  const kept = text.replace(UNSTORABLE, '').trim();
  return VISIBLE.test(kept.replace(BLANK, '')) ? kept : '';
}
