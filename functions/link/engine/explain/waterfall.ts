import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { probabilityOf, rowsThatKnow, termField } from '../score/bits.ts';
import { type Step, weighPair } from '../score/weigh-pair.ts';
import type { Column } from '../table/table.ts';
import { textAt } from '../table/text-at.ts';

type Line = { readonly what: string; readonly level: string; readonly bits: number; readonly texts: string };

/**
 * Why two rows weigh what they do, line by line: the prior, then each comparison's level, its bits (term frequency
 * included) and the texts with how many rows have them, then the sum and its probability. Bits to two decimals.
 */
export function waterfall(encoded: Encoded, model: Model, left: number, right: number): string[] {
  const { priorBits, steps, bits } = weighPair(encoded, model, left, right);
  const lines: Line[] = [
    { what: 'prior', level: '', bits: priorBits, texts: `1 pair in ${count(1 / model.prior)}` },
    ...steps.map((step) => lineOf(encoded, model, step, left, right)),
    { what: 'sum', level: '', bits, texts: `probability ${probabilityText(probabilityOf(bits))}` },
  ];
  const what = Math.max(...lines.map((line) => line.what.length));
  const level = Math.max(...lines.map((line) => line.level.length));
  const number = Math.max(...lines.map((line) => signed(line.bits).length));
  return lines.map(
    (line) =>
      `${line.what.padEnd(what)}  ${line.level.padEnd(level)}  ${signed(line.bits).padStart(number)}  ${line.texts}`,
  );
}

/** A probability without rounding it to certainty: 0.9731, 1 - 3.2e-9. */
export function probabilityText(probability: number): string {
  if (probability < 0.9999) return probability.toPrecision(4);
  return probability === 1 ? '1 - less than 1e-15' : `1 - ${(1 - probability).toExponential(1)}`;
}

const signed = (bits: number): string => `${bits < 0 ? '-' : '+'}${Math.abs(bits).toFixed(2)}`;

const count = (number: number): string => Math.round(number).toLocaleString('en');

function lineOf(encoded: Encoded, model: Model, step: Step, left: number, right: number): Line {
  const comparison = model.comparisons.find(({ name }) => name === step.comparison);
  const level = comparison?.levels[step.level];
  const column = fieldOf(encoded, (level && termField(level)) ?? comparison?.field ?? '');
  const rarity = step.termBits === 0 ? '' : `; rarity ${signed(step.termBits)}`;
  return {
    what: step.comparison,
    level: step.level < 0 ? 'not known' : step.label,
    bits: step.bits + step.termBits,
    texts: `${textsOf(encoded, column, left, right)}${rarity}`,
  };
}

function textsOf(encoded: Encoded, column: Column, left: number, right: number): string {
  const known = count(rowsThatKnow(encoded, column.name));
  const shown = (row: number): string => {
    const code = column.codes[row] ?? -1;
    if (code < 0) return '(not known)';
    const text = JSON.stringify(textAt(column, code));
    const rows = column.texts.counts[code] ?? 0;
    // Of frozen frequencies only those that weigh are kept.
    if (column.texts.known === 0) return text;
    return `${text} in ${rows === 0 ? 'hardly any' : count(rows)} of ${known} rows`;
  };
  const [one, other] = [shown(left), shown(right)];
  return one === other ? one : `${one} | ${other}`;
}
