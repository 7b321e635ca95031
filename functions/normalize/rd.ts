import proj4 from 'proj4';

/**
 * Rijksdriehoeksmeting (EPSG:28992): oblique stereographic on Bessel 1841, with the seven parameters to WGS84 of the
 * EPSG registry (transformation 4833; its microradians as arc seconds, position vector). Within some decimetres of
 * RDNAPTRANS, which also has a grid of corrections (nsgi.nl).
 */
const RD =
  '+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 ' +
  '+ellps=bessel +towgs84=565.4171,50.3319,465.5524,-0.398957388243134,0.343987817378283,-1.87740163998045,4.0725 +units=m +no_defs';

const toMetres = proj4('WGS84', RD);

/** Longitude and latitude in degrees → RD metres, to the millimetre; undefined outside the Netherlands. */
export function rdOf(
  longitude: number,
  latitude: number,
): { readonly x: number; readonly y: number } | undefined {
  const inside = longitude > 3.1 && longitude < 7.3 && latitude > 50.7 && latitude < 53.7;
  if (!inside) return undefined;
  const [x, y] = toMetres.forward([longitude, latitude]);
  return { x: Math.round(x * 1000) / 1000, y: Math.round(y * 1000) / 1000 };
}
