/** The world's land as paths in pixels, in the Equal Earth projection: areas keep their proportion, so shade is not exaggerated. */
import { geoArea, geoCentroid, geoEqualEarth, geoPath, type GeoProjection } from 'd3-geo';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import world from 'virtual:world';

export interface Shape {
  /** `country:KOR`, or null for land that no code stands for. */
  id: string | null;
  path: string;
  /** Where the mark or the tooltip stands, in pixels. */
  centre: [number, number];
  /** The box of its largest piece, in pixels: [[left, top], [right, bottom]]. */
  bounds: [[number, number], [number, number]];
  /** Square pixels before any zoom: below a few dozen, a mark helps. */
  size: number;
}

export interface Land {
  shapes: Shape[];
  place: (longitude: number, latitude: number) => [number, number] | null;
}

type Country = Feature;

const countries = (feature(world, world.objects.countries) as FeatureCollection).features;

const drawn: ReadonlySet<string> = new Set(countries.map((country) => `country:${String(country.id)}`));

/** Whether the map has land for a country: some islands are too small for it. */
export const onMap = (country: string): boolean => drawn.has(country);

/** East Asia uncut: the seam runs through the Bering Sea. */
const turned = -11;
/** What has to fit: inhabited land, without the poles. */
const corners: [number, number][] = [];
for (let longitude = -168; longitude <= 190; longitude += 2) corners.push([longitude, -54], [longitude, 79]);

/** The middle of the largest piece: France's mark belongs in Europe, not in the Atlantic between its parts. */
function mainland(country: Country): Geometry {
  const { geometry } = country;
  if (geometry.type !== 'MultiPolygon') return geometry;
  const pieces = geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }) as const);
  return pieces.reduce((largest, piece) => (geoArea(piece) > geoArea(largest) ? piece : largest));
}

function fitted(width: number, height: number): GeoProjection {
  const margin = 8;
  const points = { type: 'MultiPoint' as const, coordinates: corners };
  return geoEqualEarth()
    .rotate([turned, 0])
    .fitExtent(
      [
        [margin, margin],
        [Math.max(width - margin, 2 * margin), Math.max(height - margin, 2 * margin)],
      ],
      points,
    );
}

export function layLand(width: number, height: number): Land {
  const projection = fitted(width, height);
  const path = geoPath(projection).digits(1);
  const shapes = countries.map((country): Shape => {
    const centre = projection(geoCentroid(mainland(country))) ?? [0, 0];
    const id = country.id === undefined ? null : `country:${String(country.id)}`;
    return { id, path: path(country) ?? '', centre, bounds: path.bounds(mainland(country)), size: path.area(country) };
  });
  return {
    shapes: shapes.filter((shape) => shape.path !== ''),
    place: (longitude, latitude) => projection([longitude, latitude]),
  };
}
