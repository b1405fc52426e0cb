import { Agent as HttpAgent, type AgentOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import httpx from 'httpx';

let proxied: AgentOptions = {};

/**
 * Calls to the cloud in this process go through this proxy from now on. The credentials package lets no agent be chosen:
 * httpx, by which it sends, is given one.
 */
export function proxyCloud({ url, direct }: { readonly url: string; readonly direct: string }): void {
  proxied = { proxyEnv: { HTTP_PROXY: url, HTTPS_PROXY: url, NO_PROXY: direct } };
  const { request } = httpx;
  const [secure, plain] = [newAgent('https:', true), newAgent('http:', true)];
  httpx.request = (to, options) => request(to, { agent: to.startsWith('https:') ? secure : plain, ...options });
}

/** `keepAlive: false`: each call has a connection of its own. */
export function newAgent(endpoint: string, keepAlive: boolean): HttpAgent {
  return new (endpoint.startsWith('https:') ? HttpsAgent : HttpAgent)({ ...proxied, keepAlive });
}
