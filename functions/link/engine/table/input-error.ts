/** What is wrong with what was given, for the person who gave it: what, where (file and line), what to do. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
