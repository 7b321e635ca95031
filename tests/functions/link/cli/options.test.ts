import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../../functions/link/cli/options.ts';

const parse = (words: string) => parseCommand(words.split(' '), 8);

describe('words of a command line', () => {
  it('has all that was not said', () => {
    expect(parse('--input a.csv')).toEqual({
      command: 'link',
      inputs: ['a.csv'],
      within: false,
      model: 'auto',
      threads: 8,
      seed: 1,
    });
  });

  it('has what was said', () => {
    expect(
      parse(
        '--input a.csv --input=b.csv --within --model m.json --truth entity --out c --report r --save-model s --decisions d --threads 3 --seed 0',
      ),
    ).toEqual({
      command: 'link',
      inputs: ['a.csv', 'b.csv'],
      within: true,
      model: 'm.json',
      truth: 'entity',
      out: 'c',
      report: 'r',
      saveModel: 's',
      decisions: 'd',
      threads: 3,
      seed: 0,
    });
  });

  it('knows the last run from another', () => {
    expect(parse('explain 17')).toEqual({ command: 'explain', entity: '17', run: undefined });
    expect(parse('explain 17 --clusters c --input a --model m')).toEqual({
      command: 'explain',
      entity: '17',
      run: { clusters: 'c', inputs: ['a'], model: 'm', decisions: undefined },
    });
  });

  it('gives help to who asks for it, or for nothing', () => {
    expect(parseCommand([], 1)).toEqual({ command: 'help' });
    expect(parse('--input a.csv --help')).toEqual({ command: 'help' });
  });

  it.each<[words: string, message: RegExp]>([
    ['--input', /--input/],
    ['a.csv', /a\.csv is no command; input files are named with --input/],
    ['--seed 1', /an input is needed/],
    ['--input a.csv --input b.csv --input c.csv', /at most two inputs/],
    ['--input a.csv --within', /--within goes with two inputs/],
    ['--input a.csv --threads 0', /--threads must be a whole number from 1/],
    ['--input a.csv --threads two', /not two/],
    ['--input a.csv --seed -1', /seed/],
    ['explain', /explain needs an entity/],
    ['explain 1 --truth entity', /explain does not take --truth/],
    ['explain 1 --input a.csv', /explain needs --clusters FILE/],
  ])('%s is not understood', (words, message) => {
    expect(() => parse(words)).toThrow(message);
    expect(() => parse(words)).toThrow(expect.objectContaining({ name: 'UsageError' }));
  });
});
