import { RecordKind } from './ids.ts';
import { RecordRole, SourceRecord } from './record.ts';
import { columnChecks, isId, isList, isOneOf, isText, isWhole, orNull, rowReader } from './row-reader.ts';

const choice = (field: 'name_use' | 'suspension' | 'event_type' | 'nature') =>
  orNull(isOneOf(SourceRecord.shape[field].unwrap().options));

/** A row of the lake's table `records`, of a delta or of the state, as a record. Throws a ZodError for one that is none. */
export const recordOfRow = rowReader(
  SourceRecord,
  columnChecks('records', {
    record_id: isId,
    parent_record_id: orNull(isId),
    role: isOneOf(RecordRole.options),
    kind: isOneOf(RecordKind.options),
    delivery_id: isId,
    source: isText,
    line: isWhole,
    in_research: isList,
    content_hash: isText,
    name_use: choice('name_use'),
    suspension: choice('suspension'),
    event_type: choice('event_type'),
    nature: choice('nature'),
  }),
);
