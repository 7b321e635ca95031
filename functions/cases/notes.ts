import type { CaseFiles } from '#ports';
import type { Note } from '#schemas/case-file.ts';
import { NoteId } from '#schemas/ids.ts';
import { type ActPorts, actEvent } from './acts.ts';
import type { Asked } from './door-input.ts';
import { logCaseEvents } from './event-log.ts';
import { ownCase, partIn } from './own-case.ts';
import { partIdText } from './part-id.ts';

export type NotePorts = ActPorts & { readonly files: Pick<CaseFiles, 'file' | 'add'> };

/** Adds a fact or a judgement to a team's own case (R11); the same words again add nothing. Throws as `ownCase` and `add` do. */
export async function addNote(asked: Asked<'add_note'>, ports: NotePorts): Promise<Note> {
  const file = await ownCase(asked, ports);
  const at = ports.clock.now().toISOString();
  const note: Note = {
    note_id: NoteId.parse(
      `nte-${partIdText('note', file.case.case_id, asked.actor.id, asked.kind, asked.text)}`,
    ),
    case_id: file.case.case_id,
    kind: asked.kind,
    text: asked.text,
    written_by: asked.actor,
    written_at: at,
  };
  const event = actEvent(asked, {
    subject_id: note.case_id,
    event: 'note_added',
    at,
    occasion: note.note_id,
    details: { note_id: note.note_id, kind: note.kind },
  });
  if (await ports.files.add({ part: 'note', value: note }, event)) {
    await logCaseEvents(ports, `door-${event.event_id}`, [event]);
    return note;
  }
  const { notes } = await ownCase(asked, ports);
  return partIn(notes, 'note', note.note_id, (each) => each.note_id);
}
