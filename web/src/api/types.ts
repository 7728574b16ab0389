/** What the server answers, written down from the HTTP section of the interface until its OpenAPI description generates it. */

export type Names = Record<string, string>;
export type ClaimId = string;
export type ProviderKind = 'country' | 'organization' | 'facility' | 'remainder' | 'world';
export type State = 'measured' | 'zero' | 'unknown' | 'remainder';

export interface Failure {
  code: string;
  problem: string;
  remedy: string;
  where: string;
  valid: string[];
  retry: boolean;
}

export interface Summary {
  known_on: string | null;
  valid_on: string | null;
  viewer: string | null;
  digest: string;
  counts: Record<string, number>;
}

export interface MarketKey {
  basis: string;
  period: string;
  provider_kind: ProviderKind;
}

export interface ProductRow {
  id: string;
  name: string;
  names: Names;
  kind: string | null;
  technology: string | null;
  hs_codes: string[];
  hs_edition: string | null;
  providers: number;
  market: MarketKey | null;
  hhi: number | null;
  low: number | null;
  high: number | null;
  verdict: string | null;
  top: { provider: string; share: number | null; name?: string; names?: Names }[];
  weak: boolean;
}

export interface ProductList {
  rows: ProductRow[];
}

export interface NamedRef {
  id: string;
  name: string;
  names?: Names;
}

export interface Product extends NamedRef {
  names: Names;
  aliases: string[];
  kind: string | null;
  technology: string | null;
  variant_of: NamedRef[];
  variants: NamedRef[];
  hs_codes: string[];
  hs_edition: string | null;
  identifiers: string[];
  description: string | null;
  claims: ClaimId[];
}

export interface MarketRow {
  provider: string;
  name: string;
  names: Names;
  share: number | null;
  low: number | null;
  high: number | null;
  state: State;
  claims: ClaimId[];
  conflict: boolean;
  weak: boolean;
  rule: string | null;
}

export interface Concentration {
  value: number | null;
  low: number | null;
  high: number | null;
  verdict: string | null;
  method: string | null;
  claims: ClaimId[];
}

export interface Market extends MarketKey {
  derived: boolean;
  periods: string[];
  source: string | null;
  total: number | null;
  remainder: number | null;
  unknown_providers: number;
  hhi: Concentration;
  rows: MarketRow[];
}

export interface RelatedProduct {
  product: string;
  name: string;
  names: Names;
  kind: string | null;
  hhi: number | null;
  verdict: string | null;
  claims: ClaimId[];
  weak: boolean;
}

export interface Facility {
  id: string;
  name: string;
  operator: NamedRef | null;
  country: string | null;
  latitude: number | null;
  longitude: number | null;
  precision?: string | null;
  status: string | null;
  status_on?: string | null;
  claims: ClaimId[];
}

export interface Finding {
  subject: string;
  indicator: string;
  value: number | null;
  low: number | null;
  high: number | null;
  unit: string | null;
  verdict: string | null;
  as_of: string | null;
  method: string | null;
  claims: ClaimId[];
}

export interface Measure {
  id: string;
  title: string;
  kind: string | null;
  status: string | null;
  status_on: string | null;
  imposers: (string | NamedRef)[];
  claims: ClaimId[];
}

export interface Commitment {
  id: string;
  title: string;
  stage: string | null;
  stage_on: string | null;
  amount: number | null;
  currency: string | null;
  claims: ClaimId[];
}

export interface Conflict {
  subject?: string;
  field: string;
  rule: string | null;
  chosen: string | null;
  values: string[];
  claims: ClaimId[];
}

export interface ProductPanel {
  product: Product;
  markets: Market[];
  default_market: number | null;
  needs: RelatedProduct[];
  needed_by: RelatedProduct[];
  facilities: Facility[];
  findings: Finding[];
  measures: Measure[];
  commitments: Commitment[];
  conflicts: Conflict[];
}

export interface MapLayer {
  product: NamedRef | string;
  market: Market | null;
  countries: { id: string; share: number | null; low: number | null; high: number | null; state: State; claims: ClaimId[] }[];
  facilities: Facility[];
}

export interface Claim {
  id: ClaimId;
  table: string;
  row: Record<string, unknown>;
  source: {
    id: string;
    title: string | null;
    publisher: string | null;
    published_on: string | null;
    url: string | null;
    kind: string | null;
    licence: string | null;
  };
  locator: string | null;
  quote: string | null;
  stated_on: string | null;
  confidence: string | null;
  basis: string | null;
  contribution: { id: string; contributor: string | null; recorded_at: string | null; format: string | null };
  chosen: boolean | null;
  rule: string | null;
  rivals: ClaimId[];
}

export interface Claims {
  claims: Claim[];
}

export type HitKind = 'product' | 'organization' | 'facility' | 'country';

export interface Hit {
  kind: HitKind;
  id: string;
  name: string;
  names: Names;
  matched: string | null;
}

export interface Hits {
  hits: Hit[];
}

export interface Provided {
  product: string;
  name: string;
  names?: Names;
  basis: string;
  period: string;
  share: number | null;
  low: number | null;
  high: number | null;
  state: State;
  claims: ClaimId[];
}

export interface EntityPanel {
  entity: Record<string, unknown> & NamedRef;
  provides: Provided[];
  findings: Finding[];
  facilities: Facility[];
  measures?: Measure[];
  commitments?: Commitment[];
}
