import type { Product } from './operation.ts';
import type { Refusal } from './refusal.ts';

export interface Rendered {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

type Format = 'JSON' | 'XML';

/** Documented: XML unless Format says JSON. An unknown Format is answered like none. */
export const formatOf = (value: string | undefined): Format => (value?.toUpperCase() === 'JSON' ? 'JSON' : 'XML');

export function renderAnswer(
  format: Format,
  action: string,
  answer: Readonly<Record<string, unknown>>,
  orderIdAsNumber: boolean,
): Rendered {
  if (format === 'XML') return xml(200, `${action}Response`, answer);
  const rendered = json(200, answer);
  if (!orderIdAsNumber) return rendered;
  return { ...rendered, body: rendered.body.replace(/"OrderId":"(\d+)"/g, '"OrderId":$1') };
}

export function renderRefusal(format: Format, product: Product, refusal: Refusal, requestId: string): Rendered {
  const fields = {
    RequestId: requestId,
    HostId: product.host,
    Code: refusal.code,
    Message: refusal.message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(refusal.code)}&product=${product.name}`,
    ...refusal.extra,
  };
  return format === 'XML' ? xml(refusal.status, 'Error', fields) : json(refusal.status, fields);
}

function json(status: number, fields: Readonly<Record<string, unknown>>): Rendered {
  return { status, contentType: 'application/json;charset=utf-8', body: JSON.stringify(fields) };
}

function xml(status: number, root: string, fields: Readonly<Record<string, unknown>>): Rendered {
  const body = `<?xml version='1.0' encoding='UTF-8'?>${element(root, fields)}`;
  return { status, contentType: 'text/xml;charset=utf-8', body };
}

/** A list becomes repeated elements of its own name, as in every published XML sample. */
function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return `<${name}/>`;
  if (Array.isArray(value)) return value.map((item: unknown) => element(name, item)).join('');
  if (typeof value === 'object') {
    const inner = Object.entries(value).map(([key, item]) => element(key, item));
    return `<${name}>${inner.join('')}</${name}>`;
  }
  return `<${name}>${escapeXml(typeof value === 'string' ? value : JSON.stringify(value))}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
