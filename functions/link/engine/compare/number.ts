const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;

const decoder = new TextDecoder();

/** A whole number or one with a decimal point or comma; NaN for anything else. */
export function numberOf(text: Uint8Array): number {
  const written = decoder.decode(text.slice());
  return NUMBER.test(written) ? Number(written.replace(',', '.')) : Number.NaN;
}
