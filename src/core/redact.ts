/**
 * Takes secrets out of text that is about to be logged: the values we were started with, and whatever looks like a
 * secret of Slack or of Alibaba Cloud. The last line of defence; nobody is meant to log one in the first place.
 */
const SHAPES: readonly RegExp[] = [
  /xox[abeoprs]-[\w-]+/g,
  /xapp-[\w-]+/g,
  /https:\/\/hooks\.slack\.com\/[^\s"']+/g,
  /https?:\/\/[^\s"'/]+\/(?:commands|actions|response)\/[^\s"']+/g,
  /\bLTAI\w{8,}/g,
  /\bSTS\.\w{8,}/g,
  /\b(Signature|SecurityToken|AccessKeyId|AccessKeySecret|ticket)=[^&\s"'\\]+/g,
  /(postgres(?:ql)?:\/\/[^:@\s/]+):[^@\s]+@/g,
];

export function redactor(secrets: readonly string[]): (text: string) => string {
  // A short value would be found everywhere; real secrets are longer.
  const known = secrets
    .filter((secret) => secret.length >= 8)
    .flatMap((secret) => [secret, encodeURIComponent(secret)]);
  return (text) => {
    const withoutKnown = known.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text);
    return SHAPES.reduce((rest, shape) => rest.replace(shape, hide), withoutKnown);
  };
}

/** Keeps the name of a parameter or the user of a database URL, for the reader's sake. */
function hide(found: string): string {
  const parameter = /^(Signature|SecurityToken|AccessKeyId|AccessKeySecret|ticket)=/.exec(found);
  if (parameter !== null) return `${parameter[0]}[redacted]`;
  const database = /^(postgres(?:ql)?:\/\/[^:@\s/]+):/.exec(found);
  return database === null ? '[redacted]' : `${database[1] ?? ''}:[redacted]@`;
}
