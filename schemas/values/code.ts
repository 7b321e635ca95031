import { type Parsed, UNKNOWN, bad, good } from './parsed.ts';

type CodeParser<Value> = (cell: string) => Parsed<Value | null>;

/**
 * A closed list of codes. `choices` gives what each written form means; case, spaces and dashes don't matter.
 * What is not in the list is an error: nothing is guessed.
 */
export const parseCode = <Value extends string | boolean>(
  name: string,
  choices: Readonly<Record<string, Value>>,
): CodeParser<Value> => {
  const byForm = new Map(Object.entries(choices).map(([form, value]) => [plain(form), good(value)]));
  const unknown = bad(
    'code_unknown',
    `this is not a known ${name}; use one of ${Object.keys(choices).join(', ')}`,
  );
  const parse = (cell: string): Parsed<Value | null> =>
    cell.trim() === '' ? UNKNOWN : (byForm.get(plain(cell)) ?? unknown);
  CODE_FORMS.set(parse, Object.keys(choices));
  return parse;
};

const CODE_FORMS = new WeakMap<object, readonly string[]>();

/** What a cell of such a column may hold, for people; undefined for a column of another kind. */
export const codeForms = (parse: object): readonly string[] | undefined => CODE_FORMS.get(parse);

/** Does a column hold codes of a closed list? Its values then say nothing about anybody by themselves. */
export const isCodeParser = (parse: object): boolean => CODE_FORMS.has(parse);

const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, '');
