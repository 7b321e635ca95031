import { type Parsed, UNKNOWN, bad, good } from './parsed.ts';

/**
 * A closed list of codes. `choices` gives what each written form means; case, spaces and dashes don't matter.
 * What is not in the list is an error: nothing is guessed.
 */
export const parseCode = <Value extends string | boolean>(
  name: string,
  choices: Readonly<Record<string, Value>>,
) => {
  const byForm = new Map(Object.entries(choices).map(([form, value]) => [plain(form), good(value)]));
  const unknown = bad(
    'code_unknown',
    `this is not a known ${name}; known are ${Object.keys(choices).join(', ')}`,
  );
  return (cell: string): Parsed<Value | null> =>
    cell.trim() === '' ? UNKNOWN : (byForm.get(plain(cell)) ?? unknown);
};

const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, '');
