import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { MachineRow } from './execution-row.ts';

const Definition = z.object({ definition: z.string() });

export type Machines = ReturnType<typeof machinesIn>;

/** State machines, and every definition that an execution was started with. */
export function machinesIn(db: DatabaseSync) {
  const keep = db.prepare('INSERT OR IGNORE INTO states_definitions (hash, definition) VALUES (?, ?)');
  const definition = db.prepare('SELECT definition FROM states_definitions WHERE hash = ?');
  const save = db.prepare(
    `INSERT INTO states_machines (arn, name, definition_hash, role_arn, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET definition_hash = excluded.definition_hash, role_arn = excluded.role_arn, updated_at = excluded.updated_at`,
  );
  const find = db.prepare('SELECT * FROM states_machines WHERE arn = ?');
  const list = db.prepare('SELECT * FROM states_machines WHERE arn > ? ORDER BY arn LIMIT ?');

  return {
    keepDefinition: (hash: string, text: string) => void keep.run(hash, text),
    definition: (hash: string): string => Definition.parse(definition.get(hash)).definition,
    save(row: MachineRow): void {
      save.run(row.arn, row.name, row.definition_hash, row.role_arn, row.created_at, row.updated_at);
    },
    find(arn: string): MachineRow | undefined {
      const row = find.get(arn);
      return row === undefined ? undefined : MachineRow.parse(row);
    },
    list: (after: string, limit: number): MachineRow[] =>
      list.all(after, limit).map((row) => MachineRow.parse(row)),
  };
}
