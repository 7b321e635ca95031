/** What an answer holds: a list becomes `<member>` elements, a Map `<entry>` elements with key and value. */
export type XmlValue =
  | string
  | readonly XmlValue[]
  | ReadonlyMap<string, string>
  | { readonly [name: string]: XmlValue | undefined };

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

export function answerXml(action: string, result: XmlValue | undefined, requestId: string): string {
  const inner = result === undefined ? '' : `<${action}Result>${element(result)}</${action}Result>`;
  return `<${action}Response xmlns="${NAMESPACE}">${inner}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`;
}

export function errorXml(code: string, message: string, status: number, requestId: string): string {
  const error = element({ Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message });
  return `<ErrorResponse xmlns="${NAMESPACE}"><Error>${error}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function element(value: XmlValue): string {
  if (typeof value === 'string') return escapeXml(value);
  if (isList(value)) return value.map((member) => `<member>${element(member)}</member>`).join('');
  if (value instanceof Map) {
    return [...value].map(([key, text]) => `<entry>${element({ key, value: text })}</entry>`).join('');
  }
  return Object.entries(value)
    .map(([name, child]) => (child === undefined ? '' : `<${name}>${element(child)}</${name}>`))
    .join('');
}

/** `Array.isArray` does not narrow a readonly list out of a union. */
function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}
