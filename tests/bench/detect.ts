// Running queries would hold all of Node's threads for files; read when the pool is first used, so it is set first.
process.env['UV_THREADPOOL_SIZE'] ??= '32';
const { main } = await import('./detect/main.ts');
await main(process.argv.slice(2));
