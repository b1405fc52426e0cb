/**
 * Libraries and Node.js itself can be told by a variable to print what they send, keys and tokens with it. They are not
 * heard here: DEBUG is forgotten before a library is loaded, and what NODE_DEBUG makes Node.js write is dropped.
 */
export function silenceDebugging(env: Record<string, string | undefined>): void {
  delete env['DEBUG'];
  // A crash report holds the environment.
  process.report.excludeEnv = true;
  if (env['NODE_DEBUG'] === undefined) return;
  delete env['NODE_DEBUG'];
  const write = process.stderr.write.bind(process.stderr) as (...args: unknown[]) => boolean;
  const ofNode = new RegExp(`^[A-Z0-9_]+ (\\u001b\\[\\d+m)?${String(process.pid)}(\\u001b\\[\\d+m)?: `);
  process.stderr.write = (...args: unknown[]) => (ofNode.test(String(args[0])) ? true : write(...args));
}
