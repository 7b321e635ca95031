import { enableCompileCache } from 'node:module';

// glibc gives threads up to 16 pools of memory on two cores, and what one thread freed no other gets. With two pools
// the workers and DuckDB hold some 400 MB less. It is read when the process begins, so this one begins anew.
if (process.platform === 'linux' && process.env['MALLOC_ARENA_MAX'] === undefined)
  process.execve?.(process.execPath, [process.execPath, ...process.execArgv, ...process.argv.slice(1)], {
    ...process.env,
    MALLOC_ARENA_MAX: '2',
  });

// Four running DuckDB queries would hold all four threads of Node's pool, on which files are read too. The size is
// read when the pool is first used, so it is set before anything else is loaded.
process.env.UV_THREADPOOL_SIZE ??= '32';
enableCompileCache();
const { start } = await import('./start.ts');
process.exitCode = await start(process.argv.slice(2));
