/** What a drop tells of itself. */
export type DropReport = {
  /** Of the index, from now on. */
  readonly version: number;
  /** Records that stand. */
  readonly rows: number;
  /** Records of the drop. */
  readonly created: number;
  readonly corrected: number;
  readonly withdrawn: number;
  readonly unchanged: number;
  readonly pairsScored: number;
  /** Records that were taken together anew. */
  readonly rowsAffected: number;
  readonly entitiesChanged: number;
  /** Of the index. */
  readonly read: { readonly ranges: number; readonly bytes: number };
  /** Of each stage; `total` is from the start of the process until the report is written. */
  readonly seconds: Readonly<Record<string, number>> & { readonly total: number };
  /** Of the whole process. */
  readonly peakRssMb: number;
};

export function dropReportJson(report: DropReport): string {
  const seconds = Object.fromEntries(
    Object.entries(report.seconds).map(([name, value]) => [name, Number(value.toFixed(3))]),
  );
  return `${JSON.stringify({ ...report, seconds, peakRssMb: Math.round(report.peakRssMb) }, undefined, 2)}\n`;
}
