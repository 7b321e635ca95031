import { PLACE } from '../service.ts';

/** What intrinsics are resolved against; each look-up throws when the name is unknown. */
export type Scope = {
  readonly stackName: string;
  ref(name: string): unknown;
  attribute(logicalId: string, name: string): string;
  condition(name: string): unknown;
  importValue(exportName: string): unknown;
  stackOutput(stackName: string, outputName: string): unknown;
};

/** Stands for AWS::NoValue: the property that has it is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

const PSEUDO = new Map<string, unknown>([
  ['AWS::Region', PLACE.region],
  ['AWS::AccountId', PLACE.account],
  ['AWS::Partition', PLACE.partition],
  ['AWS::URLSuffix', 'amazonaws.com'],
  ['AWS::NotificationARNs', []],
  ['AWS::NoValue', NO_VALUE],
]);

/** `['Ref', …]`, `['Fn::Join', …]`: an object with one key that CloudFormation takes for a function. */
export function intrinsicOf(value: object): readonly [string, unknown] | undefined {
  const entries = Object.entries(value);
  const [name, operand] = entries[0] ?? [''];
  const isIntrinsic =
    entries.length === 1 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'));
  return isIntrinsic && (name !== 'Condition' || typeof operand === 'string') ? [name, operand] : undefined;
}

/** What `Ref` gives. */
export function reference(name: string, scope: Scope): unknown {
  if (name === 'AWS::StackName') return scope.stackName;
  if (name === 'AWS::StackId') {
    return `arn:${PLACE.partition}:cloudformation:${PLACE.region}:${PLACE.account}:stack/${scope.stackName}/embedded`;
  }
  return PSEUDO.has(name) ? PSEUDO.get(name) : scope.ref(name);
}
