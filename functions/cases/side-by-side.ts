import type { CaseFiles, Presence, Pseudonyms } from '#ports';
import { idText } from '#schemas/ids.ts';
import { type ActPorts, actEvent } from './acts.ts';
import type { Asked } from './door-input.ts';
import { logCaseEvents } from './event-log.ts';

export type SideBySidePorts = {
  readonly files: Pick<CaseFiles, 'presences' | 'contact'>;
  readonly pseudonyms: Pick<Pseudonyms, 'digest'>;
};

/** Where to turn to when another team is there and its lead gave no contact point. */
export const NO_CONTACT_GIVEN = 'the privacy officer';

/** That a team looks at a subject from a moment on, in keyed tokens (R37). */
export function presenceOf(
  { team, subject, since }: { readonly team: string; readonly subject: string; readonly since: string },
  { pseudonyms }: Pick<SideBySidePorts, 'pseudonyms'>,
): Presence {
  const token = (domain: string, value: string) => idText(pseudonyms.digest(domain, value));
  return {
    subjectToken: token('presence', subject),
    teamToken: token('presence team', `${subject}\u0000${team}`),
    contactToken: token('contact', team),
    since,
  };
}

/**
 * The contact point of another team on a subject that this team looks at too: not who, not what for, and one only, so
 * not how many (R37). Null when there is none, and likewise when this team is not on the subject itself: absent and
 * forbidden answer alike.
 */
export async function contactOnSubject(
  at: { readonly team: string; readonly subject: string },
  ports: SideBySidePorts,
): Promise<string | null> {
  const own = presenceOf({ ...at, since: '' }, ports);
  const present = await ports.files.presences(own.subjectToken);
  const first = present.find((each) => each.teamToken !== own.teamToken);
  // Looked up whoever asks, so that not even the time taken tells one answer from the other.
  const contact = await ports.files.contact((first ?? own).contactToken);
  const onIt = present.some((each) => each.teamToken === own.teamToken);
  return onIt && first ? (contact ?? NO_CONTACT_GIVEN) : null;
}

/** Where other teams may turn to; a functional mailbox or number, not a person's. */
export async function setContact(
  asked: Asked<'set_contact'>,
  ports: ActPorts & {
    readonly files: Pick<CaseFiles, 'setContact'>;
    readonly pseudonyms: Pick<Pseudonyms, 'digest'>;
  },
): Promise<string> {
  const at = ports.clock.now().toISOString();
  const event = actEvent(asked, {
    subject_id: `team#${asked.actor.team}`,
    event: 'contact_set',
    at,
    occasion: `${at} ${asked.contact}`,
    details: { contact: asked.contact },
  });
  const token = idText(ports.pseudonyms.digest('contact', asked.actor.team));
  await ports.files.setContact(token, asked.contact, event);
  await logCaseEvents(ports, `door-${event.event_id}`, [event]);
  return asked.contact;
}
