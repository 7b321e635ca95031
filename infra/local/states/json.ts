import { StateError } from './state-error.ts';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/** The quota of Standard workflows on each state's input, arguments, result and output. */
export const PAYLOAD_LIMIT_BYTES = 262_144;

/** Throws SyntaxError when the text is not JSON. */
export function parseJson(text: string): Json {
  const value: Json = JSON.parse(text);
  return value;
}

/** `what` for the error's text, such as "the output of the state 'X'". Throws States.DataLimitExceeded. */
export function withinLimit(text: string, what: string): string {
  // A UTF-16 unit is at most 3 bytes of UTF-8, so most texts need no count.
  if (text.length * 3 > PAYLOAD_LIMIT_BYTES && Buffer.byteLength(text) > PAYLOAD_LIMIT_BYTES) {
    throw new StateError(
      'States.DataLimitExceeded',
      `${what} is larger than the limit of ${PAYLOAD_LIMIT_BYTES} bytes`,
    );
  }
  return text;
}
