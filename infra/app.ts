import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import { productionAssessments } from '#schemas/accountability.ts';
import { readAccountability, refuseUnregistered } from './accountability.ts';
import { acknowledgeFindings } from './acknowledged.ts';
import { readyQueries } from './ready-queries.ts';
import { StatefulStack } from './stateful-stack.ts';
import { StatelessStack } from './stateless-stack.ts';

/** The choices that a deployment makes: `cdk.json`, or `-c name=value`. */
const Choices = z.object({
  prefix: z.string().regex(/^[a-z][a-z0-9_]{0,30}$/),
  region: z.string().regex(/^(eu|eusc)-[a-z]+(-[a-z]+)?-\d$/, 'data stays in the EU (R43)'),
  allowedMailDomains: z.string().min(1),
  loginUrl: z.url(),
  /** Who is mailed when an alarm goes off. */
  alarmAddress: z.email().optional(),
  /** In production nothing is released without a register record (R29) nor scored without assessments in force (R30). */
  production: z.union([z.boolean(), z.stringbool()]),
});

const app = new App();
const choices = Choices.parse({
  prefix: app.node.tryGetContext('prefix'),
  region: app.node.tryGetContext('region'),
  allowedMailDomains: app.node.tryGetContext('allowedMailDomains'),
  loginUrl: app.node.tryGetContext('loginUrl'),
  alarmAddress: app.node.tryGetContext('alarmAddress'),
  production: app.node.tryGetContext('production'),
});
const accountability = readAccountability();
if (choices.production) refuseUnregistered(accountability);
const env = { region: choices.region };
const stateful = new StatefulStack(app, 'VerbandStateful', { env, prefix: choices.prefix });
new StatelessStack(app, 'VerbandStateless', {
  ...choices,
  alarmAddress: choices.alarmAddress,
  env,
  stateful,
  queries: readyQueries(),
  assessments: productionAssessments(choices.production, accountability.assessments),
});

acknowledgeFindings(app, choices.region);
// The embedded cloud needs the template only, at every start; `cdk synth`, the tests and `cdk deploy` check it.
if (process.env.CDK_VALIDATION !== 'false') Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
