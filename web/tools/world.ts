/** Land shapes of the world, simplified while building: `import world from 'virtual:world'`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { geoArea } from 'd3-geo';
import { feature, quantize } from 'topojson-client';
import { filter, filterWeight, presimplify, simplify } from 'topojson-simplify';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Plugin } from 'vite';
import { countryCodes } from './countries.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Squared degrees: a corner that moves the coast by less is left out, an island smaller than the second is, too. */
const CORNER = 0.015;
const ISLAND = 0.08;
/** Steradians, about 4,900 square kilometres: a country below keeps every corner and every island. */
const TINY = 0.00012;
/** Nobody supplies anything from there, and it would take a tenth of the picture. */
const LEFT_OUT = new Set(['ATA']);

type Named = { name: string };
type Countries = Topology<{ countries: GeometryCollection<Named> }>;
type Arcs = number | Arcs[];

function arcsOf(arcs: Arcs, into: Set<number>): void {
  if (typeof arcs === 'number') into.add(arcs < 0 ? ~arcs : arcs);
  else for (const each of arcs) arcsOf(each, into);
}

/** TopoJSON with one object, `countries`, whose geometries carry `id` (alpha-3) or none. */
export function simplifiedWorld(): unknown {
  const atlas = here('../node_modules/world-atlas/countries-50m.json');
  const full = JSON.parse(readFileSync(atlas, 'utf8')) as Countries;
  const alpha3 = new Map(countryCodes().flatMap(([three, , numeric, name]) => [[numeric, three] as const, [name, three] as const]));

  const nameOf = (geometry: { properties?: object | undefined }): string => (geometry.properties as Partial<Named> | undefined)?.name ?? '';
  const ids = full.objects.countries.geometries.map((geometry) => alpha3.get(String(geometry.id ?? nameOf(geometry)))); // Kosovo has a name and no number

  const tiny = new Set<number>();
  const areas = feature(full, full.objects.countries).features.map((country) => geoArea(country));
  full.objects.countries.geometries = full.objects.countries.geometries.flatMap((geometry, index) => {
    const id = ids[index];
    const small = (areas[index] ?? 1) < TINY;
    const islet = small && id !== undefined && ids.indexOf(id) !== ids.lastIndexOf(id); // Ashmore and Cartier bear Australia's code
    if (id !== undefined && (LEFT_OUT.has(id) || islet)) return [];
    if (small && 'arcs' in geometry) arcsOf(geometry.arcs as Arcs, tiny);
    return [{ ...geometry, id, properties: {} } as unknown as typeof geometry];
  });

  const weighted = presimplify(full);
  for (const arc of tiny) {
    for (const corner of weighted.arcs[arc] ?? []) corner[2] = Infinity;
  }
  const simple = simplify(weighted, CORNER);
  const largeEnough = filterWeight(simple, ISLAND);
  const keep = (ring: number[], interior: boolean): boolean =>
    ring.some((arc) => tiny.has(arc < 0 ? ~arc : arc)) || largeEnough(ring as never, interior);
  return quantize(filter(simple, keep as never), 20_000);
}

export function worldShapes(): Plugin {
  const name = 'virtual:world';
  return {
    name: 'headwater-world',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) =>
      id === `\0${name}` ? `export default JSON.parse(${JSON.stringify(JSON.stringify(simplifiedWorld()))})` : undefined,
  };
}
