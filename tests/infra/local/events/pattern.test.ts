import { compilePattern } from '#local/events/pattern.ts';
import { describe, expect, it } from 'vitest';

const event = {
  source: 'aws.s3',
  'detail-type': 'Object Created',
  resources: ['arn:aws:s3:::drop', 'arn:aws:s3:::other'],
  detail: {
    bucket: { name: 'drop' },
    object: { key: 'brp/2026-01.csv.gz', size: 512, etag: null },
    tags: ['new', 'large'],
    rows: [
      { line: 1, ok: true },
      { line: 2, ok: false },
    ],
    none: [],
  },
};

describe('an event pattern', () => {
  it.each<[string, unknown, boolean]>([
    ['a literal', { source: ['aws.s3'] }, true],
    ['any literal of the list', { source: ['aws.glue', 'aws.s3'] }, true],
    ['another literal', { source: ['aws.glue'] }, false],
    ['null', { detail: { object: { etag: [null] } } }, true],
    ['no number for a text', { detail: { object: { size: ['512'] } } }, false],
    ['every field', { source: ['aws.s3'], 'detail-type': ['Object Deleted'] }, false],
    ['one element of an array', { detail: { tags: ['large'] } }, true],
    ['no element of an array', { detail: { tags: ['small'] } }, false],
    ['an object in an array', { detail: { rows: { line: [2], ok: [false] } } }, true],
    ['no mix of two objects of an array', { detail: { rows: { line: [1], ok: [false] } } }, false],
    ['a prefix', { detail: { object: { key: [{ prefix: 'brp/' }] } } }, true],
    ['another prefix', { detail: { object: { key: [{ prefix: 'bag/' }] } } }, false],
    [
      'a prefix in any case',
      { detail: { object: { key: [{ prefix: { 'equals-ignore-case': 'BRP/' } }] } } },
      true,
    ],
    ['a suffix', { detail: { object: { key: [{ suffix: '.gz' }] } } }, true],
    ['a prefix of no text', { detail: { object: { size: [{ prefix: '5' }] } } }, false],
    ['any case', { detail: { bucket: { name: [{ 'equals-ignore-case': 'DROP' }] } } }, true],
    ['a wildcard', { detail: { object: { key: [{ wildcard: 'brp/*.csv*' }] } } }, true],
    [
      'a wildcard whose point is a point',
      { detail: { object: { key: [{ wildcard: 'brp/*Xcsv*' }] } } },
      false,
    ],
    ['an escaped star', { source: [{ wildcard: 'aws\\*' }] }, false],
    ['anything but one', { detail: { bucket: { name: [{ 'anything-but': 'lake' }] } } }, true],
    ['anything but a list', { detail: { bucket: { name: [{ 'anything-but': ['lake', 'drop'] }] } } }, false],
    [
      'anything but a prefix',
      { detail: { object: { key: [{ 'anything-but': { prefix: 'brp/' } }] } } },
      false,
    ],
    [
      'anything but some suffixes',
      { detail: { object: { key: [{ 'anything-but': { suffix: ['.zip', '.7z'] } }] } } },
      true,
    ],
    ['not anything but, on a missing field', { detail: { version: [{ 'anything-but': '1' }] } }, false],
    ['a number in a range', { detail: { object: { size: [{ numeric: ['>', 0, '<=', 512] }] } } }, true],
    ['a number out of range', { detail: { object: { size: [{ numeric: ['<', 512] }] } } }, false],
    ['an equal number', { detail: { object: { size: [{ numeric: ['=', 5.12e2] }] } } }, true],
    ['a field that is there', { detail: { object: { key: [{ exists: true }] } } }, true],
    ['a field that is not there', { detail: { version: [{ exists: false }] } }, true],
    ['no object as a leaf', { detail: { bucket: [{ exists: true }] } }, false],
    ['a missing parent', { reply: { code: [{ exists: false }] } }, true],
    [
      'one of two',
      { $or: [{ source: ['x'] }, { detail: { object: { size: [{ numeric: ['>', 1] }] } } }] },
      true,
    ],
    ['none of two', { $or: [{ source: ['x'] }, { source: ['y'] }] }, false],
  ])('on %s', (_, pattern, fits) => {
    expect(compilePattern(pattern)(event)).toBe(fits);
  });

  it.each<[unknown, string]>([
    [{}, 'a pattern is an object with at least one field'],
    [{ source: 'aws.s3' }, 'EventPattern.source: a pattern is an object'],
    [{ source: [] }, 'EventPattern.source: an empty list fits nothing'],
    [
      { detail: { ip: [{ cidr: '10.0.0.0/24' }] } },
      'EventPattern.detail.ip.cidr: this matcher is not honoured',
    ],
    [{ a: [{ prefix: 'x', suffix: 'y' }] }, 'a matcher has one operator, not 2'],
    [{ a: [{ numeric: ['>'] }] }, 'pairs of a comparison and a number'],
    [{ a: [{ numeric: ['~', 1] }] }, 'pairs of a comparison and a number'],
    [
      { a: [{ 'anything-but': { numeric: ['<', 1] } }] },
      'anything-but.numeric: this matcher is not honoured',
    ],
    [{ $or: [{ a: [1] }] }, 'takes two patterns or more'],
  ])('refuses %j', (pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(message);
  });
});
