import * as z from 'zod';
import { Precision } from '#schemas/stored-pattern.ts';

const Worth = z.object({
  worth: z.array(
    z.object({
      pattern_id: z.string(),
      direction: z.string(),
      fired: z.number(),
      taken_up: z.number(),
      right: z.number(),
      wrong: z.number(),
      open: z.number(),
      precision: Precision,
    }),
  ),
});

const HEADER = ['pattern', 'speaks', 'fired', 'taken up', 'right', 'wrong', 'open', 'precision (95%)'];

/** The patterns' worth as a table of text; undefined when an answer is something else. */
export function worthTable(answer: unknown): string | undefined {
  const parsed = Worth.safeParse(answer);
  if (!parsed.success) return undefined;
  const rows = parsed.data.worth.map((each) => [
    each.pattern_id,
    each.direction,
    ...[each.fired, each.taken_up, each.right, each.wrong, each.open].map(String),
    each.precision
      ? `${each.precision.value.toFixed(2)} (${each.precision.low.toFixed(2)}–${each.precision.high.toFixed(2)})`
      : '–',
  ]);
  const widths = HEADER.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return [HEADER, ...rows].map(line).join('\n');
}
