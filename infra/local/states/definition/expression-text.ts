import * as z from 'zod';

/** A string that is evaluated: `{% … %}` around JSONata, with nothing before or after. */
export function isExpression(text: string): boolean {
  return text.startsWith('{%') && text.endsWith('%}') && text.length >= 4;
}

export function expressionSource(text: string): string {
  return text.slice(2, -2).trim();
}

export const Expression = z
  .string()
  .refine(isExpression, { error: 'must be a JSONata expression: "{% … %}"' });
