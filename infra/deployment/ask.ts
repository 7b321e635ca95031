import { createInterface } from 'node:readline/promises';
import { type Choice, CHOICES, fitting } from './choices.ts';

/**
 * Asks for what was not given, with what stands as the answer of an empty line; what does not fit is asked again. Where nobody
 * can answer (no terminal), what stands holds; throws RangeError for a choice that neither was given nor stands.
 */
export async function askChoices(
  given: Readonly<Record<string, string>>,
  standing: Readonly<Record<string, string>>,
  terminal: {
    readonly input: NodeJS.ReadableStream & { isTTY?: boolean };
    readonly output: NodeJS.WritableStream;
  },
): Promise<Record<string, string>> {
  const chosen: Record<string, string> = { ...given };
  const open = CHOICES.filter(({ name }) => chosen[name] === undefined);
  if (!terminal.input.isTTY) {
    for (const { name } of open) {
      const value = standing[name];
      if (value === undefined)
        throw new RangeError(`${name} was not given, and nobody can be asked: add -c ${name}=…`);
      chosen[name] = value;
    }
    return chosen;
  }
  const lines = createInterface(terminal);
  try {
    for (const choice of open)
      chosen[choice.name] = await askOne(choice, standing[choice.name], async (question) =>
        lines.question(question),
      );
    return chosen;
  } finally {
    lines.close();
  }
}

async function askOne(
  choice: Choice,
  standing: string | undefined,
  ask: (question: string) => Promise<string>,
): Promise<string> {
  for (let note = ''; ; ) {
    const answer = await ask(`${note}${choice.question}${standing === undefined ? '' : ` [${standing}]`}: `);
    try {
      return fitting(choice, answer.trim() === '' ? (standing ?? '') : answer.trim());
    } catch (error) {
      note = `  ${error instanceof Error ? error.message : String(error)}\n`;
    }
  }
}
