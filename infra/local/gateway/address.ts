import type { IncomingMessage } from 'node:http';
import type { ServiceRequest } from '../service.ts';

/** Turns Node's request into the services' one: path left as sent, query decoded, body not yet read. */
export function readAddress(incoming: IncomingMessage): ServiceRequest {
  const target = (incoming.url ?? '/').replace(/^https?:\/\/[^/?#]*/i, '');
  const mark = target.indexOf('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method ?? 'GET',
    rawPath: (mark < 0 ? target : target.slice(0, mark)) || '/',
    query: readQuery(mark < 0 ? '' : target.slice(mark + 1)),
    headers,
    // Leaving the loop early must not tear the connection down: the refusal still has to be sent over it.
    body: { [Symbol.asyncIterator]: () => incoming.iterator({ destroyOnReturn: false }) },
  };
}

/** Names as sent, values decoded; a broken escape stays as it stands. Also reads a form body. */
export function readQuery(text: string): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const mark = pair.indexOf('=');
    const name = mark < 0 ? pair : pair.slice(0, mark);
    query.set(name, mark < 0 ? '' : decode(pair.slice(mark + 1)));
  }
  return query;
}

function decode(value: string): string {
  const spaced = value.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
