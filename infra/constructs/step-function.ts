import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, CfnFunction, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export type StepFunctionProps = {
  /** Of the handler, from the repository's root. */
  readonly entry: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly key: IKey;
};

const ROOT = join(import.meta.dirname, '..', '..');
/** CommonJS packages inside an ES-module bundle still ask for `require`. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** One handler as a Lambda function: Node 24 on arm64, its own role and log group. */
export class StepFunction extends Construct {
  readonly function: NodejsFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: StepFunctionProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logGroup.grantWrite(role);
    this.function = new NodejsFunction(this, 'Function', {
      entry: join(ROOT, props.entry),
      handler: 'handler',
      projectRoot: ROOT,
      depsLockFilePath: join(ROOT, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMb,
      timeout: Duration.seconds(props.timeoutSeconds),
      role,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.TEXT,
      tracing: Tracing.ACTIVE,
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        minify: true,
        sourceMap: true,
        banner: REQUIRE,
        commandHooks: {
          beforeInstall: () => [],
          beforeBundling: () => [],
          afterBundling: (_inputDir, outputDir) => filesBeside(props.entry, outputDir),
        },
      },
    });
    // The embedded cloud runs the handler from its source; nowhere else in the template does its path stand.
    const resource = this.function.node.defaultChild;
    if (!(resource instanceof CfnFunction)) throw new TypeError('a NodejsFunction without a CfnFunction');
    resource.addMetadata('verband:entry', props.entry);
  }
}

/** What a handler reads from its folder beside code: the pattern library's SQL. Copied by the bundler's hook. */
function filesBeside(entry: string, outputDir: string): string[] {
  const patterns = join(ROOT, dirname(entry), 'patterns');
  return existsSync(patterns) ? [`cp -R "${patterns}" "${join(outputDir, 'patterns')}"`] : [];
}
