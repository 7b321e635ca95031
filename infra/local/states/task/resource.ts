import * as z from 'zod';

/** What a Task's `Resource` asks for. `token`: the task ends when somebody sends its token back. */
export type TaskResource =
  | { readonly kind: 'function'; readonly functionArn: string }
  | { readonly kind: 'lambda'; readonly token: boolean }
  | { readonly kind: 'execution'; readonly sync: boolean };

const INTEGRATIONS: ReadonlyMap<string, TaskResource> = new Map([
  ['lambda:invoke', { kind: 'lambda', token: false }],
  ['lambda:invoke.waitForTaskToken', { kind: 'lambda', token: true }],
  ['states:startExecution', { kind: 'execution', sync: false }],
  ['states:startExecution.sync:2', { kind: 'execution', sync: true }],
]);

/** `undefined` for a resource that is not spoken here. */
export function taskResource(resource: string): TaskResource | undefined {
  if (/^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/.test(resource)) {
    return { kind: 'function', functionArn: resource };
  }
  const integration = /^arn:aws[a-z-]*:states:::(.+)$/.exec(resource)?.[1];
  return integration === undefined ? undefined : INTEGRATIONS.get(integration);
}

export const SPOKEN_RESOURCES = [
  'a Lambda function ARN',
  ...[...INTEGRATIONS.keys()].map((name) => `arn:<partition>:states:::${name}`),
];

/** `Arguments` of `lambda:invoke`. */
export const InvokeArguments = z.strictObject({
  FunctionName: z.string(),
  Payload: z.json().optional(),
  InvocationType: z.literal('RequestResponse', { error: 'only RequestResponse is spoken here' }).optional(),
});

/** `Arguments` of `states:startExecution`. */
export const StartArguments = z.strictObject({
  StateMachineArn: z.string(),
  Input: z.json().optional(),
  Name: z.string().optional(),
});
