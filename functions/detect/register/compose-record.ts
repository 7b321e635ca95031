import type { Accountability } from '#schemas/accountability.ts';
import type { GateState } from '#schemas/fairness.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { Pattern } from '../library.ts';
import { RECORD_FIELDS, type RegisterRecord } from './record-fields.ts';
import { SOURCE_NAMES } from './source-names.ts';

export type RecordBasis = {
  readonly accountability: Accountability;
  /** The patterns that run on the day. */
  readonly patterns: readonly Pattern[];
  /** What the fairness gate last said; null while it never did. */
  readonly gate: GateState | null;
};

/**
 * The Algoritmeregister's record of this system, from what is configured: what people must say stands in the
 * accountability file; data, working and risks follow from patterns, settings and the gate. Pure. Throws RangeError for a
 * source without a Dutch name.
 */
export function composeRecord({ accountability, patterns, gate }: RecordBasis): RegisterRecord {
  const { register, assessments } = accountability;
  const values: Readonly<Record<string, string>> = {
    ...register,
    risicobeheer: joined(register.risicobeheer, riskOf(patterns, gate)),
    impacttoetsen: [
      assessments.dpia && `DPIA (${assessments.dpia.done_on})`,
      assessments.iama && `IAMA (${assessments.iama.done_on})`,
      assessments.ai_act && `Classificatie AI-verordening (${assessments.ai_act.done_on})`,
    ]
      .filter((each) => each !== null)
      .join(', '),
    link_impacttoets: assessments.dpia?.link ?? assessments.iama?.link ?? '',
    gegevens: dataOf(patterns),
    technische_werking: workingOf(patterns),
    taal: 'nld',
    schema: '1.0.0',
  };
  return Object.fromEntries(RECORD_FIELDS.map(({ name }) => [name, values[name] ?? '']));
}

function dataOf(patterns: readonly Pattern[]): string {
  const sources = [...new Set(patterns.flatMap(({ dossier }) => dossier.sources))].sort();
  if (sources.length === 0) return '';
  const names = sources.map((source) => {
    const name = SOURCE_NAMES[source];
    if (name === undefined) throw new RangeError(`the register has no Dutch name for the source ${source}`);
    return name;
  });
  return `${names.join('; ')}. Nationaliteit, geboorteland, geslacht, taal en herkomst van namen worden niet gebruikt. Gegevens van politie en Bibob doen niet mee.`;
}

function workingOf(patterns: readonly Pattern[]): string {
  if (patterns.length === 0) return '';
  const titles = (direction: 'for' | 'against') =>
    patterns
      .filter(({ dossier }) => dossier.direction === direction)
      .map(({ dossier }) => dossier.title_nl)
      .join('; ');
  const { score, workList } = SETTINGS;
  return [
    'Invoer: gegevens per adres of bedrijf, gepseudonimiseerd. Personen krijgen geen score.',
    `Werking: ${patterns.length} vaste patronen (SQL) geven punten met een reden; de score is de som van de getoonde punten.`,
    `Punten voor: ${titles('for')}.`,
    `Punten tegen: ${titles('against')}.`,
    `Uitvoer: een adres of bedrijf met ten minste ${score.candidatePoints} punten wordt voorgesteld aan een medewerker; een voorstel vervalt na ${score.expiryDays} dagen. Van de lijst is ${Math.round(workList.randomShare * 100)}% willekeurig gekozen.`,
    'Het algoritme is niet zelflerend: gewichten veranderen alleen als een mens dat vaststelt. Elke score is na te rekenen.',
  ].join(' ');
}

function riskOf(patterns: readonly Pattern[], gate: GateState | null): string {
  const tested = `Van elk van de ${patterns.length} patronen is vastgelegd welk risico op indirect onderscheid is getoetst, en tot wanneer het mag worden gebruikt.`;
  const verdict = {
    PASS: 'geslaagd; gericht selecteren is toegestaan',
    FAIL: 'niet geslaagd; de lijst staat in willekeurige volgorde',
    INCONCLUSIVE: 'te weinig gegevens; de lijst staat in willekeurige volgorde',
  };
  const gated =
    gate === null
      ? 'De toets op gelijke behandeling is nog niet uitgevoerd; zolang staat de lijst in willekeurige volgorde.'
      : `Toets op gelijke behandeling van ${gate.tested_on}: ${verdict[gate.verdict]}. Volgende toets uiterlijk ${gate.retest_by}.`;
  return joined(tested, gated);
}

const joined = (...texts: readonly string[]): string => texts.filter((text) => text !== '').join(' ');
