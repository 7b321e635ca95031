import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
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
});

const app = new App();
const choices = Choices.parse({
  prefix: app.node.tryGetContext('prefix'),
  region: app.node.tryGetContext('region'),
  allowedMailDomains: app.node.tryGetContext('allowedMailDomains'),
  loginUrl: app.node.tryGetContext('loginUrl'),
});
const env = { region: choices.region };
const stateful = new StatefulStack(app, 'VerbandStateful', { env, prefix: choices.prefix });
new StatelessStack(app, 'VerbandStateless', { ...choices, env, stateful, queries: readyQueries() });

acknowledgeFindings(app, choices.region);
// The embedded cloud needs the template only, at every start; `cdk synth`, the tests and `cdk deploy` check it.
if (process.env.CDK_VALIDATION !== 'false') Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
