import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { ConfigKey } from '#shell/config.ts';

/** A function that a resource's construct may connect to: it gets the rights and the settings that name the resource. */
export type Connectable = IGrantable & { addEnvironment(key: ConfigKey, value: string): unknown };
