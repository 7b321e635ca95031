import type * as z from 'zod';

/** One line per problem that a schema found: `<path>/<field>: <what is wrong>`. */
export function* issueLines(issues: readonly z.core.$ZodIssue[], path: string): Generator<string> {
  for (const issue of issues) {
    const at = [path, ...issue.path.map(String)].join('/');
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) yield `${at}: the field ${key} is not known here`;
    } else if (issue.code === 'invalid_key') yield* issueLines(issue.issues, at);
    else yield `${at}: ${issue.message}`;
  }
}
