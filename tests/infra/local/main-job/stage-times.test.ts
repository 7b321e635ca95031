import { expect, it } from 'vitest';
import { stageTimes } from '#local/main-job/stage-times.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
const task = (stateName: string, from: number, until: number) => [
  { type: 'TaskStateEntered', stateName, at: at(from) },
  { type: 'TaskStateExited', stateName, at: at(until) },
];

it('counts the time in which tasks of a stage overlap once, and pauses between them not at all', () => {
  const times = stageTimes();
  times.begin('1 of 2');
  const events = [
    ...task('normalizeOneChunk', 1, 4),
    ...task('normalizeOneChunk', 2, 6),
    ...task('normalizeDelivery', 8, 9.5),
    ...task('linkStage', 9.5, 10),
  ].toSorted((one, other) => one.at.getTime() - other.at.getTime());
  for (const event of events) times.hear(event);
  times.hear({ type: 'MapStateEntered', stateName: 'normalizeChunks', at: at(0) });
  times.end(11);
  const [header = '', row = ''] = times.asTable()?.split('\n') ?? [];
  const cells = Object.fromEntries(
    header
      .trim()
      .split(/ {2,}/)
      .map((name, index) => [name, row.trim().split(/ {2,}/)[index]]),
  );
  expect(cells).toMatchObject({
    delivery: '1 of 2',
    receive: '0.0',
    normalize: '6.5',
    link: '0.5',
    'in all': '11.0',
  });
});

it('shows no part in which nothing ran', () => {
  const times = stageTimes();
  times.begin('1 of 1');
  times.end(0.1);
  expect(times.asTable()).toBeUndefined();
});
