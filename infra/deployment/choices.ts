import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** A choice of `cdk.json` that a deployment asks for: its name in the context, the question, and what fits. */
export type Choice = {
  readonly name: 'region' | 'alarmAddress' | 'allowedMailDomains' | 'loginUrl' | 'production';
  readonly question: string;
  readonly fits: z.ZodType<string>;
};

const domain = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

export const CHOICES: readonly Choice[] = [
  {
    name: 'region',
    question: 'Region of the EU (eu-west-1, eu-central-1, eusc-de-east-1 …)',
    fits: z
      .string()
      .regex(/^(eu|eusc)-[a-z]+(-[a-z]+)?-\d$/, 'a region of the EU, such as eu-central-1 (R43)'),
  },
  {
    name: 'alarmAddress',
    question: 'Who is mailed when an alarm goes off',
    fits: z.email('an e-mail address'),
  },
  {
    name: 'allowedMailDomains',
    question: 'Domains to which subscribers’ mail may go, divided by commas (R51)',
    fits: z
      .string()
      .refine(
        (text) => text.split(',').every((each) => domain.test(each)),
        'domains, such as gemeente.nl,veilig.nl',
      ),
  },
  {
    name: 'loginUrl',
    question: 'Where the link of an alert leads',
    fits: z.url({ protocol: /^https$/, error: 'an address that begins with https://' }),
  },
  {
    name: 'production',
    question:
      'In production? Then nothing is released without a register record and assessments in force (true, false)',
    fits: z.enum(['true', 'false'], 'true or false'),
  },
];

/** What `cdk.json` says where nobody says otherwise. */
export function standingChoices(): Readonly<Record<string, string>> {
  const file = join(import.meta.dirname, '..', '..', 'cdk.json');
  const { context } = z
    .object({ context: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  return Object.fromEntries(
    CHOICES.flatMap(({ name }): [string, string][] => {
      const value = context[name];
      return typeof value === 'string' || typeof value === 'boolean' ? [[name, String(value)]] : [];
    }),
  );
}

/** Choices given as `name=value`. Throws RangeError that names what is no choice or does not fit. */
export function givenChoices(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      const [name, value] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)];
      const choice = CHOICES.find((each) => each.name === name);
      if (!choice)
        throw new RangeError(
          `-c ${text}: name=value is asked, of ${CHOICES.map((each) => each.name).join(', ')}`,
        );
      return [name, fitting(choice, value)];
    }),
  );
}

/** Throws RangeError that says what would fit. */
export function fitting(choice: Choice, value: string): string {
  const parsed = choice.fits.safeParse(value);
  if (!parsed.success)
    throw new RangeError(`${choice.name} ${value}: ${parsed.error.issues[0]?.message ?? 'does not fit'}`);
  return parsed.data;
}
