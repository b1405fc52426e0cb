#!/usr/bin/env -S node --liftoff-only --max-semi-space-size=8 --max-old-space-size=320 --
// `--`: else Node.js would read --env-file itself, and end with a code of its own where there is no such file.
// Plain JavaScript, so that an old Node.js can say what is wrong instead of failing on the first type annotation.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `redis-resize needs Node.js 22.18 or newer; this is ${process.version}. In a checkout, use "npm start".`,
  );
  process.exit(2);
}
await import('./compile-cache.js');
const { run } = await import('../src/cli.ts');
await run();
