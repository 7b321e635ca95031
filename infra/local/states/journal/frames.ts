import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { Frame } from './frame.ts';

const Body = z.object({ body: z.string() });

export type Frames = ReturnType<typeof framesIn>;

export function framesIn(db: DatabaseSync) {
  const save = db.prepare(
    'INSERT INTO states_frames (execution, path, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
  );
  const load = db.prepare('SELECT body FROM states_frames WHERE execution = ? AND path = ?');
  const all = db.prepare('SELECT body FROM states_frames WHERE execution = ?');
  const dropBetween = db.prepare('DELETE FROM states_frames WHERE execution = ? AND path >= ? AND path < ?');
  const dropAll = db.prepare('DELETE FROM states_frames WHERE execution = ?');
  const read = (row: unknown): Frame => Frame.parse(JSON.parse(Body.parse(row).body));

  return {
    save: (execution: number, frame: Frame) => void save.run(execution, frame.path, JSON.stringify(frame)),
    /** Throws when there is no such frame. */
    load: (execution: number, path: string): Frame => read(load.get(execution, path)),
    all: (execution: number): Frame[] => all.all(execution).map(read),
    /** Drops the frames `<prefix>.<index>` and all below them: `/` is the character after `.`. */
    dropBelow: (execution: number, prefix: string) =>
      void dropBetween.run(execution, `${prefix}.`, `${prefix}/`),
    dropAll: (execution: number) => void dropAll.run(execution),
  };
}
