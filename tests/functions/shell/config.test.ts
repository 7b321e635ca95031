import { afterEach, describe, expect, it, vi } from 'vitest';
import { Config, readConfig } from '#shell/config.ts';

afterEach(() => vi.unstubAllEnvs());

describe('readConfig', () => {
  it('gives the settings that were asked for, and no others', () => {
    vi.stubEnv('LAKE_BUCKET', 'lake');
    vi.stubEnv('WATCH_TABLE', 'watch');
    vi.stubEnv('CASES_TABLE', 'cases');
    expect(readConfig('LAKE_BUCKET', 'WATCH_TABLE')).toEqual({ LAKE_BUCKET: 'lake', WATCH_TABLE: 'watch' });
  });

  it.each(Config.keyof().options)('names %s when it is missing or empty', (key) => {
    vi.stubEnv(key, undefined);
    expect(() => readConfig(key)).toThrow(`environment variable ${key} is missing or wrong`);
    vi.stubEnv(key, '');
    expect(() => readConfig(key)).toThrow(`environment variable ${key} is missing or wrong`);
  });

  it('wants an address to log in at, and never repeats what it got', () => {
    vi.stubEnv('LOGIN_URL', 'geheim en geen adres');
    expect(() => readConfig('LOGIN_URL')).toThrow('environment variable LOGIN_URL is missing or wrong');
    expect(() => readConfig('LOGIN_URL')).not.toThrow(/geheim/);
    vi.stubEnv('LOGIN_URL', 'https://verband.gemeente.example/alerts');
    expect(readConfig('LOGIN_URL').LOGIN_URL).toBe('https://verband.gemeente.example/alerts');
  });
});
