import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runChild } from './child.ts';

const node = async (script: string) => runChild(process.execPath, ['-e', script]);

describe('a command in a process of its own', () => {
  it('gives what it printed and how long it took', async () => {
    const { output, wallSeconds } = await node("setTimeout(() => console.log('done'), 200)");
    expect(output).toBe('done\n');
    expect(wallSeconds).toBeGreaterThan(0.2);
  });

  it.runIf(existsSync('/proc/self/status'))('tells its largest memory and its processor time', async () => {
    const { peakRssMb, cpuSeconds } = await node(
      'const big = Buffer.alloc(200 << 20, 1); const end = Date.now() + 300; while (Date.now() < end); big.fill(2)',
    );
    expect(peakRssMb).toBeGreaterThan(200);
    expect(peakRssMb).toBeLessThan(500);
    expect(cpuSeconds).toBeGreaterThan(0.05);
  });

  it('throws with its last words if it fails', async () => {
    await expect(node("console.error('no such column'); process.exit(2)")).rejects.toThrow(/no such column/);
  });
});
