import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askChoices } from '#infra/deployment/ask.ts';
import { CHOICES, givenChoices, standingChoices } from '#infra/deployment/choices.ts';

describe('choices of a deployment', () => {
  it.each([
    ['region=us-east-1', 'region us-east-1: a region of the EU'],
    ['alarmAddress=nobody', 'alarmAddress nobody: an e-mail address'],
    ['allowedMailDomains=gemeente.nl,', 'allowedMailDomains gemeente.nl,: domains'],
    ['loginUrl=http://gemeente.nl', 'loginUrl http://gemeente.nl: an address that begins with https://'],
    ['production=perhaps', 'production perhaps: true or false'],
    ['colour=red', '-c colour=red: name=value is asked, of region, alarmAddress'],
    ['region', '-c region: name=value is asked'],
  ])('refuse %s', (given, message) => {
    expect(() => givenChoices([given])).toThrow(message);
  });

  it('stand in cdk.json, all but whom to mail, and fit', () => {
    const standing = standingChoices();
    expect(CHOICES.map(({ name }) => name).filter((name) => standing[name] === undefined)).toEqual([
      'alarmAddress',
    ]);
    expect(givenChoices(Object.entries(standing).map(([name, value]) => `${name}=${value}`))).toEqual(
      standing,
    );
  });
});

describe('asking', () => {
  /** Somebody who answers each question in turn. */
  function person(...answers: readonly string[]) {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const output = new PassThrough();
    const asked: string[] = [];
    const left = [...answers];
    output.on('data', (text: Buffer) => {
      asked.push(text.toString());
      if (text.toString().trimEnd().endsWith(':')) input.write(`${left.shift() ?? ''}\n`);
    });
    return { input, output, asked };
  }

  it('asks for what was not given, and again for what does not fit', async () => {
    const someone = person('wacht@gemeente', 'wacht@gemeente.nl', '', 'https://verband.gemeente.nl', 'true');
    const chosen = await askChoices(
      { region: 'eu-central-1' },
      { region: 'eu-west-1', allowedMailDomains: 'gemeente.nl' },
      someone,
    );
    expect(chosen).toEqual({
      region: 'eu-central-1',
      alarmAddress: 'wacht@gemeente.nl',
      allowedMailDomains: 'gemeente.nl',
      loginUrl: 'https://verband.gemeente.nl',
      production: 'true',
    });
    expect(someone.asked.join('')).toContain('alarmAddress wacht@gemeente: an e-mail address');
  });

  it('goes by what stands where nobody can answer, and says what it lacks', async () => {
    const nobody = { input: Object.assign(new PassThrough(), { isTTY: false }), output: new PassThrough() };
    await expect(askChoices({}, { region: 'eu-west-1' }, nobody)).rejects.toThrow(
      'alarmAddress was not given, and nobody can be asked: add -c alarmAddress=',
    );
    const standing = { ...standingChoices() };
    expect(await askChoices({ alarmAddress: 'wacht@gemeente.nl' }, standing, nobody)).toEqual({
      ...standing,
      alarmAddress: 'wacht@gemeente.nl',
    });
  });
});
