import { enableCompileCache } from 'node:module';

// Four running DuckDB queries would hold all four threads of Node's pool, on which files are read too. The size is
// read when the pool is first used, so it is set before anything else is loaded.
process.env.UV_THREADPOOL_SIZE ??= '32';
enableCompileCache();
const { start } = await import('./start.ts');
process.exitCode = await start(process.argv.slice(2));
