import { type Parsed, UNKNOWN, bad, good } from '#schemas/values/parsed.ts';
import { rdOf } from './rd.ts';

type Members = Readonly<Record<string, unknown>>;
type Point = { readonly x: number; readonly y: number };

/** A feature's row, and its point in RD metres (null where it has none). */
export type Feature = { readonly properties: Members; readonly point: Parsed<Point | null> };

/** A feature of GeoJSON (RFC 7946): its properties are the row, its point is WGS84. undefined for other objects. */
export function featureOf(value: Members): Feature | undefined {
  const { type, properties, geometry } = value;
  if (type !== 'Feature' || (properties !== null && !isObject(properties))) return undefined;
  return { properties: properties ?? {}, point: pointOf(geometry) };
}

function pointOf(geometry: unknown): Parsed<Point | null> {
  if (geometry === null || geometry === undefined) return UNKNOWN;
  if (!isObject(geometry) || geometry.type !== 'Point') return NO_POINT;
  const coordinates: readonly unknown[] = Array.isArray(geometry.coordinates) ? geometry.coordinates : [];
  const [longitude, latitude] = coordinates;
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return NO_POINT;
  const point = rdOf(longitude, latitude);
  return point ? good(point) : OUTSIDE;
}

const NO_POINT = bad(
  'geojson_geometry',
  'the geometry is no point and was left out; deliver one point per feature',
);
const OUTSIDE = bad(
  'geojson_outside',
  'the point does not lie in the Netherlands and was left out; GeoJSON has longitude, latitude in WGS84, not RD metres',
);

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
