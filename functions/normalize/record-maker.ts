import type { Pseudonyms } from '#ports';
import { type RecordId, idText, recordIdOf } from '#schemas/ids.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { contentHash } from './content-hash.ts';
import { contentShapes } from './content-shape.ts';
import type { Content, RecordDraft } from './record-draft.ts';

export type RecordMaker = {
  /** The only form in which a BSN goes on from here (R14). */
  bsnToken(bsn: string | null): string | null;
  /** The id that `subject` gives to a natural key. */
  subjectId(key: readonly string[]): RecordId;
  /** The record of a row's subject; `key` holds the natural key's values. */
  subject(kind: SourceRecord['kind'], key: readonly string[], line: number, content: Content): RecordDraft;
  /** Something that the row mentions; `place` tells mentions of one role apart and stays the same between deliveries. */
  mention(
    of: RecordDraft,
    kind: SourceRecord['kind'],
    role: SourceRecord['role'],
    place: string,
    content: Content,
  ): RecordDraft;
};

/** Makes the records of one source's delivery. Ids are keyed digests of source, natural key, role and place. */
export function recordMaker(source: string, pseudonyms: Pseudonyms): RecordMaker {
  const recordId = (key: readonly string[], role: string, place: string): RecordId => {
    const joined = key.length === 1 ? (key[0] ?? '') : key.join('\u0000');
    return recordIdOf(pseudonyms.digest('record', `${source}\u0000${joined}\u0000${role}\u0000${place}`));
  };
  const shapeOf = contentShapes();
  const draft = (of: Named, content: Content): RecordDraft => {
    const shape = shapeOf(Object.keys(content));
    const values = Object.values(content);
    return {
      record_id: of.record_id,
      parent_record_id: of.parent_record_id,
      role: of.role,
      kind: of.kind,
      line: of.line,
      key: of.key,
      content,
      shape,
      values,
      content_hash: contentHash(shape, values),
    };
  };
  return {
    bsnToken: (bsn) => (bsn === null ? null : idText(pseudonyms.digest('bsn', bsn))),
    subjectId: (key) => recordId(key, 'subject', ''),
    subject: (kind, key, line, content) => {
      const record_id = recordId(key, 'subject', '');
      return draft({ record_id, parent_record_id: null, role: 'subject', kind, line, key }, content);
    },
    mention: (of, kind, role, place, content) => {
      const record_id = recordId(of.key, role, place);
      const { line } = of;
      return draft(
        { record_id, parent_record_id: of.record_id, role, kind, line, key: [record_id] },
        content,
      );
    },
  };
}

type Named = Omit<RecordDraft, 'content' | 'shape' | 'values' | 'content_hash'>;
