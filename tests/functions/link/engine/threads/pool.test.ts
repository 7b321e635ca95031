import { afterAll, describe, expect, it } from 'vitest';
import { openPool } from '#link/engine/threads/pool.ts';
import { failing, leaving, moving, threadOf, waiting } from './tasks.ts';

const pool = openPool(2);
afterAll(() => pool.close());

describe('a pool of threads', () => {
  it('answers in the order of the inputs, whoever is ready first', async () => {
    expect(await pool.run(waiting, [60, 1, 30, 2, 20])).toEqual([60, 1, 30, 2, 20]);
  });

  it('works in as many threads as it has, and alone in this one', async () => {
    const here = threadOf.run(0);
    const threads = new Set(await pool.run(threadOf, [20, 20, 20, 20, 20, 20]));
    expect(threads.size).toBe(2);
    expect(threads.has(await here)).toBe(false);
    expect(await pool.run(threadOf, [0])).toEqual([await here]);
    expect(await openPool(1).run(threadOf, [0, 0])).toEqual([await here, await here]);
  });

  it('shares memory that is shared and moves memory that is to be moved', async () => {
    const shared = new Int32Array(new SharedArrayBuffer(8));
    const own = [new Int32Array([1, 2]), new Int32Array([3])];
    const back = await pool.run(
      moving,
      own.map((each) => ({ shared, own: each })),
    );
    expect([...shared]).toEqual([3, 0]);
    expect(own.map(({ length }) => length)).toEqual([0, 0]);
    expect(back.map((each) => [...each])).toEqual([[2, 3], [4]]);
  });

  it('tells what a task throws, and works on', async () => {
    await expect(pool.run(failing, ['a', 'b', 'c'])).rejects.toThrow(/no [abc]/);
    expect(await pool.run(waiting, [1, 2])).toEqual([1, 2]);
  });

  it('tells that a thread ended, and starts another', async () => {
    await expect(pool.run(leaving, [3, 3])).rejects.toThrow(/ended early \(exit code 3\)/);
    expect(await pool.run(waiting, [1, 2, 3])).toEqual([1, 2, 3]);
  });

  it('is of no use once it is closed', async () => {
    const other = openPool(2);
    await other.close();
    await expect(other.run(waiting, [1])).rejects.toThrow(/closed/);
  });
});
