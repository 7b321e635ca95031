import type { ReasonCount } from '#schemas/delivery.ts';
import type { Reject } from '#schemas/delivery-part.ts';

/** Where a reader of rows leaves those that it turns away. */
export type RejectSink = { push(reject: Reject): unknown };

export type RejectList = RejectSink & {
  readonly told: readonly Reject[];
  /** Those beyond `most`, by reason. */
  counted(): ReasonCount[];
  count(): number;
};

/** Keeps the first `most` rejects and counts the others: a file may have nothing but rejects. */
export function rejectList(most: number): RejectList {
  const told: Reject[] = [];
  const counted = new Map<string, { code: string; message: string; count: number }>();
  return {
    told,
    push: (reject) => {
      if (told.length < most) {
        told.push(reject);
        return;
      }
      const { code, message } = reject;
      const known = counted.get(code);
      if (known) known.count += 1;
      else counted.set(code, { code, message, count: 1 });
    },
    counted: () => [...counted.values()],
    count: () => [...counted.values()].reduce((sum, each) => sum + each.count, told.length),
  };
}
