import type { LockGrant, Registry } from '#ports';
import { arrivalOf, type Delivery } from '#schemas/delivery.ts';
import { Failure } from '#schemas/failures.ts';
import type { DeliveryId } from '#schemas/ids.ts';
import type { Pointer, PublishedVersion } from '#schemas/version.ts';

/** The ledger, the queue, the lock and the versions in memory, for one line at a time: no lock is ever held by another. */
export function memoryRegistry(): Registry {
  const deliveries = new Map<DeliveryId, Delivery>();
  const queue = new Set<DeliveryId>();
  const latest = new Map<string, Delivery>();
  const linked: PublishedVersion[] = [];
  let grant: LockGrant | undefined;

  const known = (id: DeliveryId): Delivery => {
    const found = deliveries.get(id);
    if (!found) throw new Failure('NotFound', `there is no delivery ${id}`);
    return found;
  };
  const arrived = (one: Delivery, other: Delivery): number => (arrivalOf(one) < arrivalOf(other) ? -1 : 1);
  const pointer: Registry['pointer'] = async (name) => {
    const newest = name === 'linked' ? linked.at(-1) : undefined;
    return newest && { name, version: newest.version, base: 1, as_of: newest.as_of };
  };
  const holder: Registry['grant'] = async (_owner, token) => {
    if (grant?.token !== token) throw new Failure('LockLost', 'the link lock has passed on');
    return grant;
  };
  const nobodyJudges = async (): Promise<Pointer> => {
    throw new Failure('NotFound', 'nothing is judged here');
  };

  return {
    pointer,
    grant: holder,
    judge: nobodyJudges,
    delivery: async (id) => deliveries.get(id),
    version: async (name, version) =>
      name === 'linked' ? linked.find((each) => each.version === version) : undefined,
    versions: async ({ base, version }) =>
      linked.filter((each) => each.version >= base && each.version <= version),
    enter: async (delivery) => {
      if (deliveries.has(delivery.delivery_id)) return false;
      deliveries.set(delivery.delivery_id, delivery);
      return true;
    },
    advance: async (delivery, from) => {
      const { status } = known(delivery.delivery_id);
      if (!from.includes(status))
        throw new Failure('TransitionRefused', `${delivery.delivery_id} is ${status}`);
      deliveries.set(delivery.delivery_id, delivery);
    },
    claimContent: async (claiming) => {
      const now = latest.get(claiming.source);
      if (now && now.content_sha256 === claiming.content_sha256 && now.delivery_id !== claiming.delivery_id)
        return now.delivery_id;
      if (!now || arrived(now, claiming) < 0) latest.set(claiming.source, claiming);
      return undefined;
    },
    enqueue: async ({ delivery_id }) => {
      queue.add(delivery_id);
    },
    acquire: async () => {
      const waiting = [...queue].map(known).toSorted(arrived);
      if (waiting.length === 0) return undefined;
      const days = [...linked.map(({ as_of }) => as_of), ...waiting.map((each) => each.reference_date)];
      const version = linked.length + 1;
      grant = { token: version, version, asOf: days.toSorted().at(-1) ?? '', deliveries: waiting };
      return grant;
    },
    release: async () => {
      grant = undefined;
    },
    publish: async (version, token) => {
      await holder('', token);
      linked.push(version);
      for (const id of version.deliveries) {
        queue.delete(id);
        deliveries.set(id, { ...known(id), status: 'linked', version: version.version });
      }
      grant = undefined;
      return { name: 'linked', version: version.version, base: 1, as_of: version.as_of };
    },
  };
}
