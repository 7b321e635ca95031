import { intrinsicOf, reference, type Scope } from './scope.ts';

/** Evaluates a condition of a template: Condition, Fn::Equals, Fn::And, Fn::Or, Fn::Not. */
export function evaluateCondition(expression: unknown, scope: Scope): boolean {
  const [name, operand] =
    typeof expression === 'object' && expression !== null ? (intrinsicOf(expression) ?? []) : [];
  const operands: readonly unknown[] = Array.isArray(operand) ? operand : [];
  switch (name) {
    case 'Condition':
      return evaluateCondition(scope.condition(String(operand)), scope);
    case 'Fn::Equals':
      return operandText(operands[0], scope) === operandText(operands[1], scope);
    case 'Fn::And':
      return operands.every((one) => evaluateCondition(one, scope));
    case 'Fn::Or':
      return operands.some((one) => evaluateCondition(one, scope));
    case 'Fn::Not':
      return !evaluateCondition(operands[0], scope);
    default:
      throw new Error(`the condition ${JSON.stringify(expression)} is not honoured by the embedded cloud`);
  }
}

/** Conditions compare literals, parameters and pseudo parameters; resources do not exist yet when AWS decides them. */
function operandText(operand: unknown, scope: Scope): string {
  if (typeof operand !== 'object' || operand === null) return String(operand);
  const [name, inner] = intrinsicOf(operand) ?? [];
  if (name !== 'Ref') throw new Error(`${name ?? JSON.stringify(operand)} is not honoured in a condition`);
  return String(reference(String(inner), scope));
}
