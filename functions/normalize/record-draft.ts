import type { SourceRecord } from '#schemas/record.ts';
import type { ContentShape } from './content-shape.ts';

/** What a record says, as far as it is known. */
export type Content = Partial<
  Omit<
    SourceRecord,
    'record_id' | 'parent_record_id' | 'role' | 'kind' | 'delivery_id' | 'source' | 'line' | 'content_hash'
  >
>;

/**
 * A record before it goes into the columns of its file. It holds only what its row says: a `SourceRecord` has fifty
 * fields, of which a row fills a dozen.
 */
export type RecordDraft = Pick<
  SourceRecord,
  'record_id' | 'parent_record_id' | 'role' | 'kind' | 'line' | 'content_hash'
> & {
  readonly content: Content;
  readonly shape: ContentShape;
  /** The content's values in the order of the shape's names. */
  readonly values: readonly unknown[];
  /** The natural key of the row's subject, or its record id for a mention: what mentions are named by. */
  readonly key: readonly string[];
};
