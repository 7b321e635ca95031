import type { Alert, NewsKind } from '#schemas/watch.ts';

/** What a kind of news is called in a message: Dutch, English. No kind says anything about a person (R35). */
const KINDS: Readonly<Record<NewsKind, readonly [string, string]>> = {
  new_record: ['nieuw gegeven', 'new record'],
  new_link: ['nieuw verband', 'new link'],
  link_withdrawn: ['verband vervallen: nog zeker?', 'link withdrawn: still certain?'],
  record_corrected: ['gegeven gecorrigeerd: nog zeker?', 'record corrected: still certain?'],
  merged: ['samengevoegd met een ander: nog zeker?', 'merged with another: still certain?'],
  split: ['gesplitst: nog zeker?', 'split: still certain?'],
  score_changed: ['score gewijzigd', 'score changed'],
  case_opened: ['casus geopend', 'case opened'],
  case_closed: ['casus gesloten', 'case closed'],
  entry_added: ['vermelding toegevoegd', 'entry added'],
  entry_renewed: ['vermelding verlengd', 'entry renewed'],
  entry_removed: ['vermelding verwijderd', 'entry removed'],
  entry_expired: ['vermelding verlopen', 'entry expired'],
};

export type Message = {
  readonly subject: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
};

/**
 * The whole of what leaves the program: which list and entry (opaque), what kind of news, since when, and where to
 * log in. SNS wants a subject of at most 100 ASCII characters.
 */
export function messageOf(alert: Alert, loginUrl: string): Message {
  const [dutch, english] = KINDS[alert.kind];
  const link = `${loginUrl.replace(/\/$/, '')}/${alert.alert_id}`;
  const lines = (label: readonly [string, string, string, string, string], kind: string) =>
    [
      `${label[0]}: ${alert.list_id}`,
      `${label[1]}: ${alert.entry_id}`,
      `${label[2]}: ${kind}`,
      `${label[3]}: ${alert.since}`,
      `${label[4]}: ${link}`,
    ].join('\n');
  return {
    subject: `Verband: ${english} (${alert.alert_id.slice(-6)})`,
    body: `${lines(['Lijst', 'Vermelding', 'Soort nieuws', 'Sinds', 'Reden na inloggen'], dutch)}\n\n${lines(['List', 'Entry', 'Kind of news', 'Since', 'Reason after login'], english)}\n`,
    attributes: { kind: alert.kind, list: alert.list_id },
  };
}
