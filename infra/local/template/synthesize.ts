import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** In the finished assembly: the hash of all that went into it. */
const STAMP = 'inputs.sha256';

/**
 * Runs the file that `cdk synth` runs and leaves its cloud assembly in `outDir`. Code is not bundled, as handlers
 * run from their files; the checks are left to `cdk synth`. An assembly of the same inputs is kept: a second start
 * saves the second that synthesis takes. Throws with what the app printed when it fails.
 */
export async function synthesize(options: {
  readonly appFile: string;
  /** As in cdk.json. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly outDir: string;
  /** Folder the app runs in; `cdk.json` stands there. */
  readonly repository: string;
  /** Files and folders under `repository` that decide what the app gives. */
  readonly inputs: readonly string[];
}): Promise<void> {
  const { appFile, context, outDir, repository } = options;
  const stamp = stampOf(repository, options.inputs, context);
  const stampFile = join(outDir, STAMP);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  // Beside the old one, so that an app that fails or is killed leaves no half assembly behind.
  const fresh = `${outDir}.new`;
  rmSync(fresh, { recursive: true, force: true });
  await runApp(appFile, repository, {
    ...process.env,
    CDK_OUTDIR: fresh,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'aws:cdk:bundling-stacks': [] }),
    CDK_VALIDATION: 'false',
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? `${outDir}.compile-cache`,
  });
  writeFileSync(join(fresh, STAMP), stamp);
  rmSync(outDir, { recursive: true, force: true });
  renameSync(fresh, outDir);
}

function runApp(appFile: string, cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', appFile], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
    child.stderr.on('data', (data: Buffer) => (printed += data.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`${relative(cwd, appFile)} ended with ${signal ?? `exit code ${code}`}:\n${printed}`),
        );
    });
  });
}

function stampOf(
  repository: string,
  inputs: readonly string[],
  context: Readonly<Record<string, unknown>>,
): string {
  const hash = createHash('sha256').update(process.version).update(JSON.stringify(context));
  for (const input of inputs) {
    const path = join(repository, input);
    if (!existsSync(path)) continue;
    for (const file of filesUnder(path)) {
      const content = readFileSync(file);
      hash.update(`${relative(repository, file)}\0${content.byteLength}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

function filesUnder(path: string): readonly string[] {
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true, encoding: 'utf8' });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
