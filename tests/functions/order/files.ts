import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { DroppedFile } from './whole-line.ts';

const golden = (source: string): { readonly header: string; readonly rows: readonly string[] } => {
  const url = new URL(`../../golden/sources/${source}.csv`, import.meta.url);
  const [header = '', ...rows] = readFileSync(url, 'utf8').trimEnd().split(/\r?\n/);
  return { header, rows };
};
const fileOf = (source: string, day: string, rows: readonly string[]): DroppedFile => ({
  key: `${source}/${day}.csv`,
  body: `${[golden(source).header, ...rows].join('\n')}\n`,
});

/** A snapshot speaks of everything at once, and a second one of its absences: of these sources there is one file. */
const SNAPSHOTS = ['bag', 'brp', 'kvk', 'kvk-officers', 'vehicles', 'benefits', 'rental-register'].map(
  (source) => fileOf(source, '2026-09-01', golden(source).rows),
);

/** What a source may come to say of a row instead: the row with a text replaced. */
const CORRECTIONS: Readonly<Record<string, readonly (readonly [what: string, by: string])[]>> = {
  raids: [
    ['Proef, F.A. van der;12-03-1978;999990019', 'Voorbeeld, Piet;12-05-1980;'],
    ['Teststraat;12;A;;9999XA', 'Proefweg;3;;HS;9999XB'],
    ['Piet Voorbeeld;12-05-1980;999990020', ';;'],
    ['hennepkwekerij', 'drugslab'],
    ['Jansen, P.', ''],
  ],
  reports: [
    ['Teststraat 12-a;9999XA', 'Proefweg 3 hs;9999XB'],
    ['Jansen, P. (12-03-1980)', 'Voorbeeld, Piet (12-05-1980)'],
    ['XX-999-X', ''],
    ['hennep', 'overlast'],
  ],
  inspections: [
    ['niets gevonden', 'overtreding'],
    ['Proefweg;3;;HS;9999XB', 'Teststraat;12;A;;9999XA'],
  ],
  transfers: [
    ['240.000,00', '250.000,00'],
    ['Piet Voorbeeld;12-05-1980;999990020', 'Anna Toets;01-09-1982;999990032'],
  ],
  permits: [
    ['verleend', 'ingetrokken'],
    ['Piet Voorbeeld;12-05-1980', 'Anna Toets;01-09-1982'],
    ['Leenbank Proef N.V.;01234570', ';'],
  ],
  woz: [
    ['250.000', '251.000'],
    ['180000', '190000'],
  ],
  restrictions: [
    ['16-12-2026', '16-11-2026'],
    ['last onder dwangsom', 'sluiting opiumwet'],
  ],
  utilities: [
    ['2.450', '2.451'],
    ['18.900', '17.000'],
  ],
};
const DAYS = ['2026-09-20', '2026-09-24', '2026-09-28', '2026-10-02'];

/** A file of some rows of its source, each as it was or corrected. */
function fileFrom(source: string, day: string): fc.Arbitrary<DroppedFile> {
  const { rows } = golden(source);
  const said = rows.map((row) =>
    fc.constantFrom(row, ...(CORRECTIONS[source] ?? []).map(([what, by]) => row.replace(what, by))),
  );
  return fc
    .tuple(
      fc.tuple(...said),
      fc.subarray(
        rows.map((_row, index) => index),
        { minLength: 1 },
      ),
    )
    .map(([texts, chosen]) =>
      fileOf(
        source,
        day,
        chosen.map((index) => texts[index] ?? ''),
      ),
    );
}

/** Snapshots, and files of the other sources, no two of one source for one day; of contents of which none comes twice. */
const files: fc.Arbitrary<readonly DroppedFile[]> = fc
  .tuple(
    fc.subarray(SNAPSHOTS, { minLength: 2 }),
    fc
      .subarray(
        Object.keys(CORRECTIONS).flatMap((source) => DAYS.map((day) => fileFrom(source, day))),
        { minLength: 3, maxLength: 7 },
      )
      .chain((drawn) => fc.tuple(...drawn)),
  )
  .map(([snapshots, others]) => {
    const contents = new Map(
      [...snapshots, ...others].map((file) => [`${sourceOf(file)} ${file.body}`, file]),
    );
    return [...contents.values()];
  });

const sourceOf = ({ key }: DroppedFile): string => key.split('/')[0] ?? '';

/** Files, and an order and a grouping in which they come. */
export const arrivals: fc.Arbitrary<{
  readonly files: readonly DroppedFile[];
  readonly groups: readonly (readonly DroppedFile[])[];
}> = files.chain((drawn) =>
  fc
    .tuple(
      fc.shuffledSubarray([...drawn], { minLength: drawn.length }),
      fc.array(fc.boolean(), { minLength: drawn.length, maxLength: drawn.length }),
    )
    .map(([order, cuts]) => ({ files: drawn, groups: grouped(order, cuts) })),
);

function grouped(order: readonly DroppedFile[], cuts: readonly boolean[]): DroppedFile[][] {
  const groups: DroppedFile[][] = [];
  for (const [index, file] of order.entries()) {
    const last = groups.at(-1);
    if (last === undefined || cuts[index] === true) groups.push([file]);
    else last.push(file);
  }
  return groups;
}
