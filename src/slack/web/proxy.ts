import { type Dispatcher, EnvHttpProxyAgent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';

/** Calls to Slack in this process go through this proxy from now on, those of `fetch` too. */
export function proxySlack({ url, direct }: { readonly url: string; readonly direct: string }): void {
  setGlobalDispatcher(new EnvHttpProxyAgent({ httpProxy: url, httpsProxy: url, noProxy: direct }));
}

/** For Socket Mode, which takes a dispatcher of its own; undefined without a proxy. */
export function socketProxy(): Dispatcher | undefined {
  const dispatcher = getGlobalDispatcher();
  return dispatcher instanceof EnvHttpProxyAgent ? dispatcher : undefined;
}
