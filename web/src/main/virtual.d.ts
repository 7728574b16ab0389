declare module 'virtual:countries' {
  /** Pairs of alpha-3 and alpha-2. */
  const codes: [string, string][];
  export default codes;
}

declare module 'virtual:world' {
  import type { GeometryCollection, Topology } from 'topojson-specification';

  const world: Topology<{ countries: GeometryCollection<object> }>;
  export default world;
}
