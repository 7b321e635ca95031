import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type * as z from 'zod';
import { ServiceError, type ServiceResponse } from '../../service.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** `<name>value</name>`, escaped; nothing for undefined. Control characters become references, as S3 writes them. */
export function text(name: string, value: string | number | boolean | undefined): string {
  return value === undefined ? '' : `<${name}>${escapeXml(String(value))}</${name}>`;
}

export function element(name: string, ...children: readonly string[]): string {
  return `<${name}>${children.join('')}</${name}>`;
}

export function xmlDocument(root: string, children: string, namespace = NAMESPACE): string {
  const attribute = namespace === '' ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${children}</${root}>`;
}

export function xmlResponse(
  root: string,
  children: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): ServiceResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml', ...headers },
    body: xmlDocument(root, children.join('')),
  };
}

function escapeXml(value: string): string {
  return value.replace(/[&<>"\p{Cc}]/gu, (char) => {
    if (char === '&') return '&amp;';
    if (char === '<') return '&lt;';
    if (char === '>') return '&gt;';
    if (char === '"') return '&quot;';
    return `&#${char.charCodeAt(0)};`;
  });
}

/** Entities are resolved below: the parser drops references to control characters, and so would change a key. */
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  isArray: (name) => name === 'Object' || name === 'Part' || name === 'Tag',
});

/** Parses a request's XML against a schema whose only member is the root. Throws MalformedXML. */
export function parseXml<T extends z.ZodType>(schema: T, xml: string): z.infer<T> {
  // A document type could define entities; no S3 client sends one.
  if (xml.includes('<!DOCTYPE') || XMLValidator.validate(xml) !== true)
    throw malformed('it is not well-formed');
  const parsed = schema.safeParse(tidy(parser.parse(xml)));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw malformed(`${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'unknown'}`);
}

function malformed(why: string): ServiceError {
  return new ServiceError('MalformedXML', `The XML you provided does not fit: ${why}`);
}

/** Drops the white space between elements and resolves entities in what is left. */
function tidy(value: unknown): unknown {
  if (typeof value === 'string') return unescapeXml(value);
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => name !== '#text');
  return Object.fromEntries(members.map(([name, member]) => [name, tidy(member)]));
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(value: string): string {
  return value.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (_, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? reject(`&${name};`);
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : reject(`&#${decimal ?? `x${hex}`};`);
  });
}

function reject(reference: string): never {
  throw malformed(`unknown reference ${reference}`);
}
