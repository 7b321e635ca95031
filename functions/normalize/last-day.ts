/** The last day that a partial date (`2020-05-00`, `2020-00-00`) can mean; null for an unknown date. */
export function lastDayOf(date: string | null): string | null {
  if (date === null) return null;
  const [year = '', month = '', day = ''] = date.split('-');
  if (month === '00') return `${year}-12-31`;
  if (day !== '00') return date;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return `${year}-${month}-${String(last).padStart(2, '0')}`;
}
