import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTies } from '#network/read-ties.ts';
import { TIE_RULES } from '#network/tie-rules.ts';
import { type DroppedFile, takeIn } from '../order/whole-line.ts';

const golden = (source: string): string =>
  readFileSync(join(import.meta.dirname, '../../golden/sources', `${source}.csv`), 'utf8');
const drop = (source: string, body = golden(source)): DroppedFile => ({ key: `${source}/file.csv`, body });

/** The ties of what was dropped, by the type of their event. */
async function tiesOf(files: readonly DroppedFile[]) {
  const line = await takeIn([files]);
  const pointer = await line.registry.pointer('linked');
  const versions = pointer ? await line.registry.versions(pointer) : [];
  const ties = await readTies(line.lake, versions, '2026-10-05');
  const events = Array.from(ties.rules, (rule) => TIE_RULES[rule]?.event);
  return {
    raids: ties.raids.size,
    of: (event: string | null) => events.filter((each) => each === event).length,
    relations: (await line.lake.state('relations', versions)).length,
  };
}

describe('what is kept apart never ties', () => {
  it('police data (R7): raids of the police leave no raid and no tie', async () => {
    const own = await tiesOf([drop('raids')]);
    expect(own.raids).toBe(2);
    expect(own.of('raid')).toBeGreaterThan(4);
    const both = await tiesOf([drop('raids-police'), drop('raids')]);
    expect([both.raids, both.of('raid'), both.relations]).toEqual([own.raids, own.of('raid'), own.relations]);
  });

  it('Bibob data (R9)', async () => {
    const both = await tiesOf([drop('bibob'), drop('raids')]);
    const own = await tiesOf([drop('raids')]);
    expect(both.relations).toBe(own.relations);
  });

  it('own officers’ data older than a year (R8)', async () => {
    const fresh = await tiesOf([drop('officer-findings'), drop('raids')]);
    expect(fresh.of('officer_finding')).toBeGreaterThan(1);
    const old = golden('officer-findings').replaceAll('-09-2026', '-09-2025');
    const expired = await tiesOf([drop('officer-findings', old), drop('raids')]);
    expect(expired.of('officer_finding')).toBe(0);
  });
});
