import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const VERSION = '435';
const HERE = import.meta.dirname;
const DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';
/** On a slow machine it is up after a minute. */
const STARTS_WITHIN_MS = 300_000;

export type TrinoServer = { readonly url: string; close(): Promise<void> };

export type TrinoOptions = {
  /** Where Maven's artifacts, configuration and log go. */
  readonly folder: string;
  readonly port: number;
  /** The S3 of the lake, and a bucket of it for the file metastore. */
  readonly s3: string;
  readonly region: string;
  readonly metastoreBucket: string;
};

/**
 * Starts Trino 435 from Maven Central, with its Hive connector over an S3. Needs Java 17 and Maven on the PATH.
 * Throws with the log's last lines when it does not come up.
 */
export async function startTrino(options: TrinoOptions): Promise<TrinoServer> {
  const { folder, port } = options;
  const url = `http://127.0.0.1:${port}`;
  const classPath = fetchTrino(folder);
  writeConfiguration(options, url);
  const log: string[] = [];
  const child = spawn(
    'java',
    [
      '-Xmx2G',
      '-Djdk.attach.allowAttachSelf=true',
      `-Dconfig=${join(folder, 'etc/config.properties')}`,
      '-cp',
      classPath,
      join(HERE, 'Start.java'),
      VERSION,
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      log.push(...text.toString('utf8').split('\n'));
      log.splice(0, Math.max(0, log.length - 200));
    });
  const close = async () => stop(child);
  const until = Date.now() + STARTS_WITHIN_MS;
  while (!(await isUp(url))) {
    if (child.exitCode !== null || Date.now() > until) {
      await close();
      throw new Error(`Trino did not come up:\n${log.slice(-30).join('\n')}`);
    }
    await sleep(500);
  }
  return { url, close };
}

/** Engine by its dependencies, connector as the plugin's zip; both lie in Maven's own store after the first time. */
function fetchTrino(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const classPathFile = join(folder, 'class-path.txt');
  maven(
    '-f',
    join(HERE, 'pom.xml'),
    `${DEPENDENCY_PLUGIN}:build-classpath`,
    `-Dmdep.outputFile=${classPathFile}`,
  );
  if (!existsSync(join(folder, 'plugin/hive'))) {
    const artifact = `io.trino:trino-hive:${VERSION}:zip`;
    maven(
      `${DEPENDENCY_PLUGIN}:unpack`,
      `-Dartifact=${artifact}`,
      `-DoutputDirectory=${join(folder, 'unpacked')}`,
    );
    mkdirSync(join(folder, 'plugin'), { recursive: true });
    execFileSync('mv', [join(folder, `unpacked/trino-hive-${VERSION}`), join(folder, 'plugin/hive')]);
  }
  return readFileSync(classPathFile, 'utf8').trim();
}

function maven(...args: readonly string[]): void {
  execFileSync('mvn', ['-q', ...args], { cwd: HERE, stdio: ['ignore', 'ignore', 'inherit'] });
}

function writeConfiguration(options: TrinoOptions, url: string): void {
  const { folder } = options;
  mkdirSync(join(folder, 'etc/catalog'), { recursive: true });
  const write = (file: string, settings: Readonly<Record<string, string | number>>) =>
    writeFileSync(
      join(folder, file),
      Object.entries(settings)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
  write('etc/config.properties', {
    coordinator: 'true',
    'node-scheduler.include-coordinator': 'true',
    'http-server.http.port': options.port,
    'discovery.uri': url,
    'node.environment': 'accept',
    'node.id': 'accept',
    'node.internal-address': '127.0.0.1',
    'plugin.dir': join(folder, 'plugin'),
    'catalog.config-dir': join(folder, 'etc/catalog'),
    'query.max-memory': '1GB',
    'query.max-memory-per-node': '1GB',
    'memory.heap-headroom-per-node': '300MB',
  });
  write('etc/catalog/awsdatacatalog.properties', {
    'connector.name': 'hive',
    'fs.hadoop.enabled': 'false',
    'fs.native-s3.enabled': 'true',
    's3.endpoint': options.s3,
    's3.region': options.region,
    's3.path-style-access': 'true',
    's3.aws-access-key': 'any',
    's3.aws-secret-key': 'any',
    'hive.metastore': 'file',
    'hive.metastore.catalog.dir': `s3://${options.metastoreBucket}/trino-metastore`,
    'hive.metastore.disable-location-checks': 'true',
    'hive.non-managed-table-writes-enabled': 'true',
    'hive.allow-register-partition-procedure': 'true',
    // Columns by name, as Athena reads Parquet that was written at different times.
    'hive.parquet.use-column-names': 'true',
  });
}

async function isUp(url: string): Promise<boolean> {
  try {
    const answer: unknown = await (await fetch(`${url}/v1/info`)).json();
    return typeof answer === 'object' && answer !== null && 'starting' in answer && answer.starting === false;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.kill('SIGKILL');
  await ended;
}
