import type { AuditedSubject } from './subject.ts';

/** A way to split the subjects: by one attribute, or by two together (R28: intersections). */
export type Split = {
  readonly attribute: string;
  /** Group → its subjects. Subjects without a group stand in none. */
  readonly groups: ReadonlyMap<string, readonly AuditedSubject[]>;
};

const AND = ' × ';

/** Every attribute, and every two of them together; in order of name. */
export function splitsOf(subjects: readonly AuditedSubject[]): Split[] {
  const attributes = [...new Set(subjects.flatMap(({ groups }) => Object.keys(groups)))].sort();
  const pairs = attributes.flatMap((one, at) => attributes.slice(at + 1).map((other) => [one, other]));
  return [...attributes.map((attribute) => [attribute]), ...pairs].map((names) => {
    const groups = new Map<string, AuditedSubject[]>();
    for (const subject of subjects) {
      const of = names.map((name) => subject.groups[name]);
      if (of.some((group) => group === undefined)) continue;
      const group = of.join(AND);
      const members = groups.get(group);
      if (members) members.push(subject);
      else groups.set(group, [subject]);
    }
    return {
      attribute: names.join(AND),
      groups: new Map([...groups].sort(([left], [right]) => (left < right ? -1 : 1))),
    };
  });
}
