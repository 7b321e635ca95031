import type { EntityChange } from '../../engine/index/entity-changes.ts';
import { entityId } from '../../engine/index/entity-id.ts';
import type { Member } from '../../engine/index/regroup-drop.ts';

const PIECE_CHARACTERS = 1 << 16;

/**
 * What became of entities, as CSV: event, entity, other (what it was split from, or merged into), id. Of an entity that
 * stands a line per event and record that it has now, of one that ended a line without an id. Piece by piece.
 */
export function* changesCsv(
  changes: readonly EntityChange[],
  members: Iterable<Member>,
): Generator<Uint8Array> {
  let text = 'event,entity,other,id\n';
  const encoder = new TextEncoder();
  const rows = members[Symbol.iterator]();
  let next = rows.next();
  let ids: string[] = [];
  let entity = -1;
  for (const change of changes) {
    const begin = `${change.event},${entityId(change.entity)},${change.other === undefined ? '' : entityId(change.other)},`;
    if (change.entity !== entity) {
      ({ entity } = change);
      ids = [];
      for (; !next.done && next.value.entity === entity; next = rows.next()) ids.push(quoted(next.value.id));
    }
    for (const id of ids.length === 0 ? [''] : ids) text += `${begin}${id}\n`;
    if (text.length < PIECE_CHARACTERS) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(text);
}

/** RFC 4180. */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
