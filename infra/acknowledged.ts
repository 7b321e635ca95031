import { type App, Validations } from 'aws-cdk-lib';

/** Findings of the security checks that stand, each with its reason. */
const ACKNOWLEDGED: Readonly<Record<string, string>> = {};

export function acknowledgeFindings(app: App): void {
  for (const [id, reason] of Object.entries(ACKNOWLEDGED)) Validations.of(app).acknowledge({ id, reason });
}
