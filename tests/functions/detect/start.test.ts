import { describe, expect, it } from 'vitest';
import { loadLibrary } from '#detect/library.ts';
import { detectStart } from '#detect/start.ts';
import { memoryRegistry, neverStopped, versionOf } from '../memory-ports.ts';

function startPorts(linked: readonly number[], today = '2026-11-02T12:00:00Z') {
  const started: { sql: string; token: string }[] = [];
  const library = loadLibrary();
  return {
    started,
    library,
    stops: neverStopped,
    registry: memoryRegistry(linked.map((version) => versionOf(version))),
    clock: { now: () => new Date(today) },
    engine: {
      start: async (sql: string, token: string) => {
        started.push({ sql, token });
        return `query of ${token}`;
      },
    },
  };
}

describe('the start of detection', () => {
  it('starts every live pattern, bound to the version', async () => {
    const ports = startPorts([1, 2]);
    const answer = await detectStart({ version: 2 }, ports);
    expect(answer).toMatchObject({ outcome: 'started', version: 2 });
    expect(answer.queries.map((query) => query.patternId)).toEqual(
      ports.library.map(({ dossier }) => dossier.id),
    );
    for (const { sql } of ports.started) {
      expect(sql).toContain('version BETWEEN 1 AND 2');
      expect(sql).toContain("DATE '2026-10-01' AS as_of, 2 AS version");
    }
  });

  it('asks with the same token again, and with another for another version', async () => {
    const [first, again, other] = [startPorts([1]), startPorts([1]), startPorts([1, 2])];
    await detectStart({ version: 1 }, first);
    await detectStart({ version: 1 }, again);
    await detectStart({ version: 2 }, other);
    const tokens = first.started.map(({ token }) => token);
    expect(again.started.map(({ token }) => token)).toEqual(tokens);
    expect(new Set([...tokens, ...other.started.map(({ token }) => token)]).size).toBe(2 * tokens.length);
    for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{64}$/);
  });

  it('leaves a stale version to the execution of the newer one', async () => {
    const ports = startPorts([1, 2]);
    expect(await detectStart({ version: 1 }, ports)).toEqual({ outcome: 'stale', version: 1, queries: [] });
    expect(ports.started).toEqual([]);
  });

  it('starts nothing whose dossier has expired (R16)', async () => {
    const ports = startPorts([1], '2099-01-01T00:00:00Z');
    expect(await detectStart({ version: 1 }, ports)).toEqual({ outcome: 'started', version: 1, queries: [] });
  });

  it('starts nothing while the stop button is pressed (R22)', async () => {
    const ports = startPorts([1]);
    const stop = {
      scope: 'scoring' as const,
      stopped_at: '2026-11-02T09:00:00.000Z',
      stopped_by: null,
      reason: 'a drill',
    };
    const stops = { standing: async () => [stop] };
    expect(await detectStart({ version: 1 }, { ...ports, stops })).toEqual({
      outcome: 'stopped',
      version: 1,
      queries: [],
    });
    expect(ports.started).toEqual([]);
  });

  it('refuses a version that is not linked', async () => {
    await expect(detectStart({ version: 1 }, startPorts([]))).rejects.toMatchObject({ name: 'NotFound' });
    await expect(detectStart({ version: 3 }, startPorts([1]))).rejects.toMatchObject({ name: 'NotFound' });
  });
});
