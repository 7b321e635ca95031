import * as z from 'zod';
import { S3Error } from './s3-error.ts';
import { parseXml } from './xml.ts';

type Tags = Readonly<Record<string, string>>;

const Tagging = z.strictObject({
  Tagging: z.strictObject({
    // An empty element parses as an empty text.
    TagSet: z.union([
      z.literal('').transform(() => ({ Tag: [] })),
      z.strictObject({ Tag: z.array(z.strictObject({ Key: z.string(), Value: z.string() })) }),
    ]),
  }),
});

/** Reads the body of PutObjectTagging. */
export function readTagging(xml: string): Record<string, string> {
  const set = parseXml(Tagging, xml).Tagging.TagSet.Tag;
  const tags = Object.fromEntries(set.map(({ Key, Value }) => [Key, Value]));
  if (Object.keys(tags).length < set.length) throw invalid('Cannot provide multiple Tags with the same key');
  return checked(tags);
}

/** Reads `x-amz-tagging`: `name=value&…`, percent-encoded. */
export function readTagHeader(header: string): Record<string, string> {
  return checked(Object.fromEntries(new URLSearchParams(header)));
}

/** S3's limits: ten tags, names of 128 characters, values of 256. */
function checked<T extends Tags>(tags: T): T {
  if (Object.keys(tags).length > 10)
    throw new S3Error('BadRequest', 'Object tags cannot be greater than 10', 400);
  for (const [name, value] of Object.entries(tags)) {
    if (name === '' || name.length > 128) throw invalid('The TagKey you have provided is invalid');
    if (value.length > 256) throw invalid('The TagValue you have provided is invalid');
  }
  return tags;
}

function invalid(message: string): S3Error {
  return new S3Error('InvalidTag', message, 400);
}
