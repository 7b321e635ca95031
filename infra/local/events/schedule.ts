/** Gives the next time after `afterMs` (milliseconds since the epoch, UTC), or undefined when there is none. */
export type Schedule = (afterMs: number) => number | undefined;

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const MINUTE_MS = 60_000;
const NAMES: readonly (readonly string[])[] = [
  [],
  [],
  [],
  ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
  [],
];
/** minutes, hours, day of month, month, day of week (Sunday is 1), year */
const RANGES: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [1, 7],
  [1970, 2199],
];

/** Reads `rate(5 minutes)` and `cron(0 3 * * ? *)`, in UTC. Throws on anything else, L, W and # included. */
export function readSchedule(expression: string): Schedule {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate !== null) {
    const everyMs = Number(rate[1]) * (UNIT_MS[rate[2] ?? ''] ?? 0);
    if (everyMs === 0) throw new Error(`${expression}: the rate must be positive`);
    return (afterMs) => afterMs + everyMs;
  }
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.split(/\s+/);
  if (fields?.length !== 6) {
    throw new Error(`"${expression}" is neither rate(<n> <unit>) nor cron(<six fields>)`);
  }
  const [minutes, hours, days, months, weekdays, years] = fields.map((field, index) =>
    readField(field, index, expression),
  );
  return (afterMs) => {
    let time = (Math.floor(afterMs / MINUTE_MS) + 1) * MINUTE_MS;
    const end = time + 5 * 366 * 86_400_000;
    while (time < end) {
      const date = new Date(time);
      const day =
        years?.has(date.getUTCFullYear()) === true &&
        months?.has(date.getUTCMonth() + 1) === true &&
        days?.has(date.getUTCDate()) === true &&
        weekdays?.has(date.getUTCDay() + 1) === true;
      if (!day) time = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1);
      else if (hours?.has(date.getUTCHours()) !== true) time += (60 - date.getUTCMinutes()) * MINUTE_MS;
      else if (minutes?.has(date.getUTCMinutes()) !== true) time += MINUTE_MS;
      else return time;
    }
    return undefined;
  };
}

function readField(field: string, index: number, expression: string): ReadonlySet<number> {
  const [least, most] = RANGES[index] ?? [0, 0];
  const number = (text: string): number => {
    const named = (NAMES[index] ?? []).indexOf(text.toUpperCase());
    const value = named >= 0 ? named + 1 : /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) throw new Error(`${expression}: "${text}" is not honoured here`);
    return value;
  };
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const [span = '', step] = part.split('/');
    const every = step === undefined ? 1 : Number(step);
    if (!Number.isInteger(every) || every < 1)
      throw new Error(`${expression}: "${part}" is not honoured here`);
    const [from = '', to] = span.split('-');
    const start = span === '*' || span === '?' ? least : number(from);
    const single = span !== '*' && span !== '?' && to === undefined && step === undefined;
    const stop = single ? start : to === undefined ? most : number(to);
    for (let value = start; value <= stop; value += every) values.add(value);
  }
  return values;
}
