import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to the server on which everything can fall silent: half-open connections. */
export async function openTunnel(url: string) {
  const to = new URL(url);
  const [port, host] = [Number(to.port), to.hostname];
  const pairs: Socket[] = [];
  let silent = false;
  const server: Server = createServer((near) => {
    const far = connect(port, host);
    for (const each of [near, far]) each.on('error', () => undefined);
    if (!silent) near.pipe(far).pipe(near);
    pairs.push(near, far);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  to.port = String((server.address() as AddressInfo).port);
  return {
    url: to.href,
    silence: () => pairs.splice(0).forEach((each) => each.unpipe().pause()),
    /** And so do those that are made from now on. */
    silenceForGood: () => {
      silent = true;
      pairs.forEach((each) => each.unpipe().pause());
    },
    cut: () => pairs.splice(0).forEach((each) => each.destroy()),
    close: () => {
      for (const each of pairs) each.destroy();
      server.close();
    },
  };
}
