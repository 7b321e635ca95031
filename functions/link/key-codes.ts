/** Numbers for texts, so that a blocking key of two parts is one number instead of a new text per person and rule. */
export class KeyCodes {
  readonly #codes = new Map<string, number>();

  /** Equal for equal texts, from 0. Throws RangeError beyond `PARTS` texts. */
  of(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#codes.size;
    if (code >= PARTS) throw new RangeError(`there are more than ${PARTS} parts of blocking keys`);
    this.#codes.set(text, code);
    return code;
  }
}

/** Two codes below this make one exact number. */
const PARTS = 2 ** 26;

export const joinedCodes = (first: number, second: number): number => first * PARTS + second;
