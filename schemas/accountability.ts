import * as z from 'zod';

const Assessment = z.strictObject({
  done_on: z.iso.date(),
  /** Last day on which it counts. */
  expires_on: z.iso.date(),
  link: z.url().optional(),
});

/** Without these, and without each being in force, nothing is scored in production (R30). */
const ASSESSMENTS = ['dpia', 'iama', 'ai_act'] as const;
const NAMES: Readonly<Record<(typeof ASSESSMENTS)[number], string>> = {
  dpia: 'DPIA',
  iama: 'IAMA',
  ai_act: 'classification under the AI Act',
};

export const Assessments = z.strictObject({
  dpia: Assessment.nullable(),
  iama: Assessment.nullable(),
  ai_act: Assessment.nullable(),
});
export type Assessments = z.infer<typeof Assessments>;

/** What a municipality answers for: in `infra/accountability.json`. Texts of the register are Dutch, in plain words. */
export const Accountability = z.strictObject({
  assessments: Assessments,
  register: z.strictObject({
    naam: z.string(),
    korte_omschrijving: z.string(),
    organisatie: z.string(),
    thema: z.string(),
    status: z.string(),
    begindatum: z.string(),
    einddatum: z.string(),
    contactgegevens: z.string(),
    link_publiekspagina: z.string(),
    publicatiecategorie: z.string(),
    link_bronregistratie: z.string(),
    doel_en_impact: z.string(),
    afwegingen: z.string(),
    menselijke_tussenkomst: z.string(),
    risicobeheer: z.string(),
    wettelijke_basis: z.string(),
    link_wettelijke_basis: z.string(),
    titel_wettelijke_basis: z.string(),
    verwerkingsregister: z.string(),
    toelichting_impacttoetsen: z.string(),
    link_gegevensbron: z.string(),
    titel_gegevensbron: z.string(),
    leverancier: z.string(),
    link_broncode: z.string(),
    bron_id: z.string(),
    zoektermen: z.string(),
  }),
});
export type Accountability = z.infer<typeof Accountability>;

/** Last days of the assessments of a system in production; null for a system that is not. */
export const ProductionAssessments = z
  .strictObject({
    dpia: z.iso.date().nullable(),
    iama: z.iso.date().nullable(),
    ai_act: z.iso.date().nullable(),
  })
  .nullable();
export type ProductionAssessments = z.infer<typeof ProductionAssessments>;

export const productionAssessments = (
  production: boolean,
  { dpia, iama, ai_act }: Assessments,
): ProductionAssessments =>
  production
    ? {
        dpia: dpia?.expires_on ?? null,
        iama: iama?.expires_on ?? null,
        ai_act: ai_act?.expires_on ?? null,
      }
    : null;

/** Why nothing may be scored in production on a day (R30), one reason for each assessment; empty when all are in force. */
export function lapsedAssessments(until: ProductionAssessments, day: string): string[] {
  if (until === null) return [];
  return ASSESSMENTS.flatMap((name) => {
    const last = until[name];
    if (last === null) return [`there is no ${NAMES[name]}`];
    return last < day ? [`the ${NAMES[name]} expired on ${last}`] : [];
  });
}
