/** Short names for what the server answers; the shapes themselves are generated from its description. */
import type { components } from './openapi';

type Answers = components['schemas'];

export type Names = Record<string, string>;
export type ClaimId = string;

export type Failure = Answers['Failure'];
export type Summary = Answers['ViewAnswer'];
export type ProductList = Answers['ProductList'];
export type ProductRow = Answers['ProductRow'];
export type NamedRef = Answers['NamedRef'];
export type ProductPanel = Answers['ProductPanel'];
export type Market = Answers['Market'];
export type MarketKey = Answers['MarketKey'];
export type MarketRow = Answers['MarketRow'];
export type ProviderKind = MarketKey['provider_kind'];
export type State = MarketRow['state'];
export type Concentration = Answers['Concentration'];
export type RelatedProduct = Answers['RelatedProduct'];
export type Facility = Answers['Facility'];
export type Finding = Answers['Finding'];
export type Measure = Answers['Measure'];
export type Commitment = Answers['Commitment'];
export type Conflict = Answers['Conflict'];
export type Ledger = Answers['Ledger'];
export type Claim = Answers['Claim'];
export type Claims = Answers['ClaimList'];
export type Hits = Answers['HitList'];
export type Hit = Answers['Hit'];
export type EntityPanel = Answers['EntityPanel'];
export type Findings = Answers['FindingList'];
export type NameRow = Answers['NameRow'];
export type ContributionRow = Answers['ContributionRow'];
export type SourceRow = Answers['SourceRow'];
export type ConflictRow = Answers['ConflictRow'];
export type ConflictSide = Answers['ConflictSide'];
export type UnknownRow = Answers['UnknownRow'];
export type ClaimRowPage = Answers['ClaimRowPage'];
export type Provided = Answers['Provided'];
export type MapArcs = Answers['MapArcs'];
export type ArcEnd = Answers['ArcEnd'];
export type Chain = Answers['ChainAnswer'];
export type ChainNode = Answers['ChainNode'];
export type ChainShares = Answers['ChainShares'];
export type ChainShare = Answers['ChainShare'];
