import { solvePositiveDefinite } from './positive-definite.ts';

/**
 * Logistic regression whose coefficients keep their sign and are drawn towards given values. Minimises over b, β
 *
 *   Σ_i ω_i (log(1 + e^{η_i}) − y_i η_i) + λ/2 Σ_j (β_j − β⁰_j)² + μ/2 Σ_g (b_g − b⁰)²,   η_i = b_g(i) + Σ_j x_ij β_j,
 *
 * with β_j ≥ 0 or β_j ≤ 0, by projected Newton steps (Bertsekas, SIAM J. Control Optim. 20:221, 1982): numbers that stand at
 * their bound and are pushed against it stay; the others take Newton's step, halved until the convex objective falls. No
 * chance is involved: the same rows in the same order give the same numbers.
 */

export type LogisticRow = {
  readonly group: number;
  /** Columns and values that are not 0. */
  readonly values: readonly (readonly [column: number, value: number])[];
  readonly right: boolean;
  /** ω > 0. */
  readonly weight: number;
};

export type LogisticProblem = {
  readonly rows: readonly LogisticRow[];
  readonly groups: number;
  /** Per column: β⁰, and the sign that β keeps (that of β⁰, or 0). */
  readonly columns: readonly { readonly towards: number; readonly sign: 1 | -1 }[];
  /** λ and μ, above 0. */
  readonly pull: number;
  readonly groupPull: number;
  /** b⁰. */
  readonly groupsTowards: number;
};

export type LogisticFit = {
  readonly coefficients: readonly number[];
  readonly intercepts: readonly number[];
  readonly steps: number;
};

const TOLERANCE = 1e-9;
const STEPS = 200;
const HALVINGS = 60;
/** Of what a step promises, the share that it must bring. */
const SUFFICIENT = 1e-4;

export const sigmoid = (logOdds: number): number =>
  logOdds >= 0 ? 1 / (1 + Math.exp(-logOdds)) : Math.exp(logOdds) / (1 + Math.exp(logOdds));

/** log(1 + e^x) without overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

type Vector = readonly number[];
/** Intercepts first, then coefficients: places and values of a row, where each number is drawn to, and how strongly. */
type Laid = {
  readonly rows: readonly {
    readonly values: readonly (readonly [number, number])[];
    readonly right: boolean;
    readonly weight: number;
  }[];
  readonly towards: Vector;
  readonly pulls: Vector;
  /** 0: free. */
  readonly signs: readonly (1 | -1 | 0)[];
};

/** Throws RangeError when it does not settle, which a convex objective with positive pulls always does. */
export function fitBoundedLogistic(problem: LogisticProblem): LogisticFit {
  const laid = lay(problem);
  let at: Vector = laid.towards;
  let value = objective(laid, at);
  for (let step = 1; step <= STEPS; step += 1) {
    const { slope, curvature } = derivatives(laid, at);
    const free = at.flatMap((here, index) => {
      const sign = laid.signs[index] ?? 0;
      return sign !== 0 && here === 0 && (slope[index] ?? 0) * sign >= 0 ? [] : [index];
    });
    const newton = solvePositiveDefinite(
      free.map((row) => free.map((column) => curvature[row]?.[column] ?? 0)),
      free.map((index) => -(slope[index] ?? 0)),
    );
    const direction = new Map(free.map((index, place) => [index, newton[place] ?? 0]));
    const moved = shortened(laid, { at, value, slope, direction });
    const largest = moved.at.reduce(
      (most, next, index) => Math.max(most, Math.abs(next - (at[index] ?? 0))),
      0,
    );
    at = moved.at;
    value = moved.value;
    if (largest < TOLERANCE)
      return { intercepts: at.slice(0, problem.groups), coefficients: at.slice(problem.groups), steps: step };
  }
  throw new RangeError(`the weights did not settle in ${STEPS} steps`);
}

/** Goes along the direction, within the bounds, so far that the objective falls; stays where nothing makes it fall. */
function shortened(
  laid: Laid,
  from: {
    readonly at: Vector;
    readonly value: number;
    readonly slope: Vector;
    readonly direction: ReadonlyMap<number, number>;
  },
): { readonly at: Vector; readonly value: number } {
  for (let length = 1, halving = 0; halving < HALVINGS; length /= 2, halving += 1) {
    const next = from.at.map((here, index) => {
      const there = here + length * (from.direction.get(index) ?? 0);
      return (laid.signs[index] ?? 0) * there < 0 ? 0 : there;
    });
    const promised = next.reduce(
      (sum, there, index) => sum + (from.slope[index] ?? 0) * (there - (from.at[index] ?? 0)),
      0,
    );
    const value = objective(laid, next);
    if (value <= from.value + SUFFICIENT * promised) return { at: next, value };
  }
  return { at: from.at, value: from.value };
}

function lay({ rows, groups, columns, pull, groupPull, groupsTowards }: LogisticProblem): Laid {
  const intercepts = Array.from({ length: groups }, () => 0);
  return {
    rows: rows.map(({ group, values, right, weight }) => ({
      values: [[group, 1] as const, ...values.map(([column, value]) => [groups + column, value] as const)],
      right,
      weight,
    })),
    towards: [...intercepts.map(() => groupsTowards), ...columns.map(({ towards }) => towards)],
    pulls: [...intercepts.map(() => groupPull), ...columns.map(() => pull)],
    signs: [...intercepts.map(() => 0 as const), ...columns.map(({ sign }) => sign)],
  };
}

const logOddsOf = (values: readonly (readonly [number, number])[], at: Vector): number =>
  values.reduce((sum, [index, x]) => sum + x * (at[index] ?? 0), 0);

function objective({ rows, towards, pulls }: Laid, at: Vector): number {
  let sum = 0;
  for (const { values, right, weight } of rows) {
    const logOdds = logOddsOf(values, at);
    sum += weight * (softplus(logOdds) - (right ? logOdds : 0));
  }
  return at.reduce(
    (total, here, index) => total + ((pulls[index] ?? 0) / 2) * (here - (towards[index] ?? 0)) ** 2,
    sum,
  );
}

function derivatives({ rows, towards, pulls }: Laid, at: Vector) {
  const slope = at.map((here, index) => (pulls[index] ?? 0) * (here - (towards[index] ?? 0)));
  const curvature = at.map((_, row) => at.map((__, column) => (row === column ? (pulls[row] ?? 0) : 0)));
  for (const { values, right, weight } of rows) {
    const chance = sigmoid(logOddsOf(values, at));
    for (const [row, x] of values) {
      slope[row] = (slope[row] ?? 0) + weight * x * (chance - (right ? 1 : 0));
      const line = curvature[row];
      if (line)
        for (const [column, z] of values)
          line[column] = (line[column] ?? 0) + weight * x * z * chance * (1 - chance);
    }
  }
  return { slope, curvature };
}
