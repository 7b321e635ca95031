import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '#infra/functions.ts';
import { FAILURE_NAMES } from '#schemas/failures.ts';
import { ROOT } from './source-files.ts';
import { after, type NamedState, nextOf, statesOf, WORKFLOWS, workflowText } from './workflow-files.ts';

const require = createRequire(import.meta.url);
/** CommonJS, without types. */
const validate: (definition: object) => unknown = require('asl-validator');

/** What Lambda's service itself answers with, to be retried (its documentation's own list). */
const OF_LAMBDA = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];
const NOT_FUNCTIONS = ['s3GetObject', 'lakeBucket'];
const STEPS = readdirSync(join(ROOT, 'functions'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['adapters', 'shell'].includes(entry.name))
  .map((entry) => entry.name);

const stepOf = (name: string) => STEPS.find((step) => new RegExp(`^${step}([A-Z]|$)`).test(name));
const substitutions = (text: string) => [
  ...new Set([...text.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? '')),
];

it('there is a workflow to look at', () => {
  expect(WORKFLOWS).toContain('ingest.asl.json');
});

describe.each(WORKFLOWS)('workflows/%s', (file) => {
  const text = workflowText(file);
  const states = statesOf(JSON.parse(text));
  const named = (name: string): NamedState => {
    const found = states.find((each) => each.name === name);
    if (!found) throw new Error(`no state ${name}`);
    return found;
  };
  const tasks = states.filter(({ state }) => state.Type === 'Task');

  it('is accepted by the validator once its names are filled in', () => {
    const filled = text.replaceAll(/\$\{(\w+)\}/g, (_match, name: string) =>
      name === 's3GetObject'
        ? 'arn:aws:states:::s3:getObject'
        : name === 'lakeBucket'
          ? 'lake'
          : `arn:aws:lambda:eu-west-1:000000000000:function:${name}`,
    );
    const definition: unknown = JSON.parse(filled);
    expect(typeof definition === 'object' && definition !== null && validate(definition)).toMatchObject({
      isValid: true,
    });
  });

  it('speaks JSONata throughout', () => {
    expect(text).toContain('"QueryLanguage": "JSONata"');
    expect(text).not.toMatch(/"(InputPath|OutputPath|ResultPath|Parameters|ResultSelector|ItemsPath)"|\.\$"/);
  });

  it('names every state after the folder whose work it is, once', () => {
    expect(states.map(({ name }) => name).filter((name) => stepOf(name) === undefined)).toEqual([]);
    expect(new Set(states.map(({ name }) => name)).size).toBe(states.length);
  });

  it('calls functions of that same folder, by names that the stacks fill in', () => {
    const known = [...FUNCTIONS.map((each): string => each.id), ...NOT_FUNCTIONS];
    expect(substitutions(text).filter((name) => !known.includes(name))).toEqual([]);
    for (const { name, state } of tasks) {
      expect(state.Resource).toMatch(/^\$\{\w+\}$/);
      expect(stepOf(state.Resource?.slice(2, -1) ?? '')).toBe(stepOf(name));
    }
  });

  it('has no wildcard', () => {
    expect(text).not.toMatch(/"\*"|:\*/);
  });

  it('catches and retries errors of the closed list and of Lambda only', () => {
    const known: readonly string[] = [...FAILURE_NAMES, ...OF_LAMBDA];
    const errors = states.flatMap(({ name, state }) => [
      ...state.Retry.map((each) => [`${name} retries`, each.ErrorEquals] as const),
      ...state.Catch.filter((each) => !each.ErrorEquals.includes('States.ALL')).map(
        (each) => [`${name} catches`, each.ErrorEquals] as const,
      ),
    ]);
    expect(errors.length).toBeGreaterThan(10);
    expect(
      errors.flatMap(([what, all]) =>
        all.filter((error) => !known.includes(error)).map((error) => `${what} ${error}`),
      ),
    ).toEqual([]);
  });

  it('retries in every task what passes', () => {
    for (const { name, state } of tasks) {
      const retried = state.Retry.flatMap((each) => each.ErrorEquals);
      for (const error of ['ServiceUnavailable', ...OF_LAMBDA])
        expect([name, retried]).toEqual([name, expect.arrayContaining([error])]);
    }
  });

  it('catches States.ALL only to release and fail', () => {
    const all = states.flatMap(({ name, state, beside }) =>
      state.Catch.filter((each) => each.ErrorEquals.includes('States.ALL')).map((each) => ({
        name,
        to: each.Next,
        beside,
      })),
    );
    expect(all.length).toBeGreaterThan(0);
    for (const { to, beside } of all) {
      expect(to).toMatch(/Release$/);
      const following = nextOf(named(to).state);
      expect(following).toHaveLength(1);
      expect(beside[following[0] ?? '']?.Type).toBe('Fail');
    }
  });

  it('goes on to states that are there, and reaches every one', () => {
    const starts = new Set([...text.matchAll(/"StartAt": "(\w+)"/g)].map((match) => match[1] ?? ''));
    const reached = new Set([...starts, ...states.flatMap((each) => nextOf(each.state))]);
    for (const { state, beside } of states)
      for (const next of nextOf(state)) expect(Object.keys(beside)).toContain(next);
    expect(states.map(({ name }) => name).filter((name) => !reached.has(name))).toEqual([]);
  });
});

const fail = (name: string): never => {
  throw new Error(`no state ${name}`);
};

describe('workflows/ingest.asl.json', () => {
  const states = statesOf(JSON.parse(workflowText('ingest.asl.json')));
  const named = (name: string) => states.filter((each) => each.name === name);

  it('goes from a score to candidates and alerts only: no measure without a person (R18)', () => {
    const [score] = named('score');
    const following = score ? after(score) : [];
    expect(following).toContain('cases');
    // Score stands in a branch of this state: nothing comes after it either.
    expect(named('clusterFollowUp').flatMap(({ state }) => nextOf(state))).toEqual([]);
    expect(following.filter((name) => !['score', 'cases', 'watch'].includes(stepOf(name) ?? ''))).toEqual([]);
  });

  it('ends quietly at every step that the stop button halts, and judges again on request (R22)', () => {
    const choice = (name: string) => named(name)[0]?.state;
    // Only the outcome that goes on is named: `stopped` falls to the end beside it.
    for (const [name, last] of [
      ['detectOutcome', 'detectDone'],
      ['scoreOutcome', 'scoreDone'],
    ] as const)
      expect(nextOf(choice(name) ?? fail(name))).toContain(last);
    expect(nextOf(choice('casesOutcome') ?? fail('casesOutcome'))).toEqual(
      expect.arrayContaining(['casesStopped', 'watchScores']),
    );
    expect(nextOf(choice('receiveStart') ?? fail('receiveStart'))).toContain('clusterFollowUp');
  });

  it('lets the lock go whatever fails between taking it and the flip of the pointer', () => {
    const [stage] = named('linkStage');
    const locked = ['linkStage', ...(stage ? after(stage) : [])];
    const until = ['linkStage', 'linkPartition', 'linkPartitions', 'cluster'].filter((name) =>
      locked.includes(name),
    );
    expect(until).toEqual(expect.arrayContaining(['linkStage', 'cluster']));
    for (const name of until)
      expect(named(name)[0]?.state.Catch).toEqual([
        expect.objectContaining({ ErrorEquals: ['States.ALL'], Next: 'linkRelease' }),
      ]);
  });

  it('waits for alerts that another execution publishes by the error that says so', () => {
    const waits = (name: string) => named(name)[0]?.state.Retry.map((each) => each.ErrorEquals[0]);
    for (const name of ['watchPublish', 'watchPublishScores']) expect(waits(name)).toContain('AlertsPending');
  });
});

describe('functions', () => {
  it.each(FUNCTIONS)('$id has its handler in the folder that it is named for', ({ id, entry }) => {
    expect(existsSync(join(ROOT, entry))).toBe(true);
    expect(entry.split('/')[1]).toBe(stepOf(id));
  });

  it('all stand in a workflow, but for the doors that people knock at', () => {
    const used = WORKFLOWS.flatMap((file) => substitutions(workflowText(file)));
    expect(
      FUNCTIONS.map((each) => each.id).filter((id) => !id.endsWith('Door') && !used.includes(id)),
    ).toEqual([]);
  });

  it('every handler in the tree is one of them', () => {
    const entries: readonly string[] = FUNCTIONS.map((each) => each.entry);
    const handlers = STEPS.flatMap((step) =>
      readdirSync(join(ROOT, 'functions', step))
        .filter((name) => /(^|-)handler\.ts$/.test(name))
        .map((name) => `functions/${step}/${name}`),
    );
    expect(handlers.filter((handler) => !entries.includes(handler))).toEqual([]);
  });
});
