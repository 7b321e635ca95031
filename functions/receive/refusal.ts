/**
 * The file as a whole cannot be taken in; nothing of it is. Thrown inside the one streaming pass and caught where the
 * pass is started; `message` tells the steward what is wrong and what to do, without a value from the file.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
