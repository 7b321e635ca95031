import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Json } from '#local/states/json.ts';
import { type Cloud, openCloud, runMachine } from '#tests/infra/local/states/cloud.ts';

const Machine = z.object({ StartAt: z.string(), States: z.record(z.string(), z.looseObject({})) });
const text = readFileSync(join(import.meta.dirname, '../../workflows/ingest.asl.json'), 'utf8');
const machine = Machine.parse(
  JSON.parse(
    text.replaceAll(/\$\{(\w+)\}/g, (_match, name: string) =>
      name === 's3GetObject'
        ? 'arn:aws:states:::s3:getObject'
        : name === 'lakeBucket'
          ? 'lake'
          : `arn:aws:lambda:eu-west-1:000000000000:function:${name}`,
    ),
  ),
);
const files = [{ table: 'findings', prefix: '', keys: [], rows: 0 }];

/** What each function answers while nothing is stopped. */
const ANSWERS: Readonly<Record<string, Json>> = {
  watchLinks: {},
  watchPublish: { accepted: 0, dropped: 0 },
  reportVersion: {},
  casesIntake: { opened: 0 },
  network: { outcome: 'computed', version: 7, files: [] },
  detectStart: { outcome: 'started', version: 7, queries: [{ patternId: 'overcrowding', queryId: 'q' }] },
  detectCollect: { outcome: 'collected', version: 7, files, weights: [] },
  score: { outcome: 'judged', version: 7, model: 'm', scores: 1 },
  cases: { outcome: 'suggested', version: 7, suggested: 1, renewed: 0, ended: 0 },
  watchScores: {},
};

describe('the workflow after a stop (R22)', () => {
  let cloud: Cloud;
  beforeEach(() => {
    cloud = openCloud();
    for (const [name, answer] of Object.entries(ANSWERS)) cloud.functions.set(name, () => answer);
  });
  afterEach(() => cloud.close());
  const resume = async (changed: Readonly<Record<string, Json>> = {}) => {
    for (const [name, answer] of Object.entries(changed)) cloud.functions.set(name, () => answer);
    const ended = await runMachine(cloud, machine.States, { resume: 7 }, { StartAt: machine.StartAt });
    return { ended, called: cloud.calls.map(({ name }) => name) };
  };

  it('judges the named version again, and nothing before it', async () => {
    const { ended, called } = await resume();
    expect(ended).toMatchObject({ status: 'SUCCEEDED', output: { version: 7 } });
    expect(called.toSorted()).toEqual([...Object.keys(ANSWERS), 'watchPublish'].toSorted());
    for (const { name, payload } of cloud.calls)
      if (name !== 'watchPublish') expect(payload).toMatchObject({ version: 7 });
  });

  it.each<[step: string, answer: Json, notCalled: readonly string[]]>([
    ['detectStart', { outcome: 'stopped', version: 7, queries: [] }, ['detectCollect', 'score', 'cases']],
    ['score', { outcome: 'stopped', version: 7, model: 'm', scores: 0 }, ['cases', 'watchScores']],
    ['cases', { outcome: 'stopped', version: 7, suggested: 0, renewed: 0, ended: 0 }, ['watchScores']],
  ])('ends quietly where %s finds it pressed', async (step, answer, notCalled) => {
    const { ended, called } = await resume({ [step]: answer });
    expect(ended.status).toBe('SUCCEEDED');
    expect(called).toContain(step);
    for (const name of notCalled) expect(called).not.toContain(name);
  });
});
