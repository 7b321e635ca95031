export type Ratios = { readonly precision: number; readonly recall: number; readonly f1: number };

/**
 * Precision, recall and their harmonic mean. Where nothing was asked for or nothing was said, nothing of it is wrong: 1.
 */
export function ratiosOf(right: number, said: number, asked: number): Ratios {
  return {
    precision: said === 0 ? 1 : right / said,
    recall: asked === 0 ? 1 : right / asked,
    f1: said + asked === 0 ? 1 : (2 * right) / (said + asked),
  };
}
