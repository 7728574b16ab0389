/** From what the session knows to what the map draws: a product's market, a country or firm, or the opening view. */
import type { EntityPanel, Facility, Market } from '../api/types';
import { entityOf } from '../domain/entities';
import { decimalsFor } from '../domain/format';
import { hasRange } from '../domain/market';
import { kindOf, nameIn } from '../domain/names';
import { leads, withoutCountries } from '../domain/products';
import { countFill, countSteps, fillOf, steps, type Fill } from '../domain/shading';
import { word } from '../domain/words';
import { arcs } from '../state/arcs.svelte';
import { askedFor } from '../state/asked';
import { session } from '../state/session.svelte';
import { view } from '../state/view.svelte';
import { arcParts } from './arcs-shown';
import { blank, type Area, type Dot, type Picture, type Step } from './picture';

function shareRamp(): Step[] {
  return steps.map((bound, index) => ({ fill: `step-${String(index)}` as Fill, label: session.format.share(bound) }));
}

function dots(facilities: readonly Facility[]): Dot[] {
  const { words } = session;
  return facilities.flatMap((facility) => {
    const { latitude, longitude } = facility;
    if (latitude === null || longitude === null) return [];
    const operator = facility.operator === null ? '' : nameIn(view.language, facility.operator.id, facility.operator.name, facility.operator.names);
    const text = [operator, word(words.codes.facilityStatus, facility.status)].filter(Boolean).join(' · ');
    return [{ id: facility.id, name: facility.name, text, longitude, latitude, working: facility.status === null || facility.status === 'in-operation' }];
  });
}

function areas(market: Market): Area[] {
  const { words, format } = session;
  const decimals = decimalsFor(market.rows.map((row) => row.share));
  return market.rows
    .filter((row) => kindOf(row.provider) === 'country')
    .map((row) => {
      const range = hasRange(row) ? ` (${format.range(row.low ?? 0, row.high ?? 0, decimals)})` : '';
      const known = row.state === 'zero' ? words.product.zeroShare : format.share(row.share ?? 0, decimals);
      const text = row.share === null ? words.product.unknownShare : `${known}${range}`;
      return { id: row.provider, fill: fillOf(row), name: nameIn(view.language, row.provider, row.name, row.names), text, weight: row.share ?? 0 };
    });
}

/** Figures that stand in the list and have no land of their own: areas such as Europe, and what a source lumps together. */
function notDrawn(market: Market): string[] {
  const { words, format } = session;
  const decimals = decimalsFor(market.rows.map((row) => row.share));
  const rows = market.rows.filter((row) => kindOf(row.provider) !== 'country' && row.share !== null);
  if (rows.length === 0) return [];
  return [`${words.map.notDrawn} ${rows.map((row) => `${nameIn(view.language, row.provider, row.name, row.names)} ${format.share(row.share ?? 0, decimals)}`).join(', ')}`];
}

const asked = (): string[] => askedFor(session.marketClaims.data ?? []);

function titleOf(name: string, market: Market | null): string {
  const { map } = session.words;
  if (market === null) return map.title(name);
  if (market.provider_kind !== 'country') return map.titleFirms(name);
  return market.derived || market.basis === 'headquarters' ? map.titleHome(name) : map.title(name);
}

function ofProduct(): Picture {
  const { words, market } = session;
  const panel = session.panel.data;
  if (panel === null) return blank;
  const name = nameIn(view.language, panel.product.id, panel.product.name, panel.product.names);
  const byCountry = market?.provider_kind === 'country';
  const drawn = market !== null && byCountry ? areas(market) : [];
  const basis = market === null ? '' : [word(words.codes.basis, market.basis), session.format.period(market.period)].join(', ');
  const { notes, ...drawnArcs } = arcParts(arcs.answer.data?.product.id === panel.product.id ? arcs.answer.data : null);
  const has = (fill: Fill): boolean => drawn.some((area) => area.fill === fill);
  return {
    ...blank,
    title: titleOf(name, market),
    subtitle: market === null ? '' : byCountry ? `${words.map.shareOf}, ${basis}${market.derived ? ` · ${words.product.computed}` : ''}` : '',
    areas: drawn,
    dots: dots(panel.facilities),
    ...drawnArcs,
    rampLabel: byCountry ? words.map.shareOf : '',
    rampEnd: byCountry ? session.format.share(1) : null,
    ramp: byCountry ? shareRamp() : [],
    states: byCountry
      ? [
          ...(has('unknown') ? [{ fill: 'unknown' as const, label: words.map.unknown }] : []),
          ...(has('zero') ? [{ fill: 'zero' as const, label: words.map.zero }] : []),
          { fill: 'not-named' as const, label: words.map.notNamed },
        ]
      : [],
    notes: [...(market === null ? [] : byCountry ? notDrawn(market) : [words.map.firmsOnly]), ...notes],
    sources: asked(),
    absent: (country) => (byCountry ? words.map.notNamedHere(country) : country),
  };
}

/** Sites of a firm or country; a site itself, where it says where it stands. */
function sites(about: EntityPanel, id: string): Facility[] {
  const { latitude, longitude } = about.entity;
  if (kindOf(id) !== 'facility' || typeof latitude !== 'number' || typeof longitude !== 'number') return about.facilities;
  const { name, names, text } = entityOf(about);
  const own = { id, name, names, latitude, longitude, status: text('status'), operator: null, country: null, kind: null };
  return [...about.facilities, { ...own, precision: null, status_on: null, weak: false, claims: [] }];
}

function ofEntity(): Picture {
  const { words } = session;
  const about = session.entity.data;
  if (about === null) return blank;
  const { id, name: recorded, names } = entityOf(about);
  const name = nameIn(view.language, id, recorded, names);
  const itself: Area[] = kindOf(id) === 'country' ? [{ id, fill: 'step-4', name, text: '', weight: 1 }] : [];
  return { ...blank, title: words.map.entityTitle(name), focus: kindOf(id) === 'country' ? id : null, areas: itself, dots: dots(sites(about, id)), sources: asked() };
}

function ofEverything(): Picture {
  const { words } = session;
  const rows = session.products.data?.rows;
  if (rows === undefined) return { ...blank, title: words.map.homeTitle, subtitle: words.map.homeSubtitle };
  const led = leads(rows);
  const drawn = [...led].map(([id, products]) => ({
    id,
    fill: countFill(products.length),
    name: nameIn(view.language, id),
    text: words.map.leads(products.length),
    weight: products.length,
  }));
  const without = withoutCountries(rows);
  const byOwner = rows.filter((row) => row.market?.derived === true).length;
  return {
    ...blank,
    title: words.map.homeTitle,
    subtitle: words.map.homeSubtitle,
    areas: drawn,
    ramp: countSteps(Math.max(0, ...drawn.map((area) => area.weight))).map(({ fill, least }) => ({ fill, label: session.format.count(least) })),
    states: [{ fill: 'not-named', label: words.map.leadsNone }],
    notes: [...(without > 0 ? [words.map.leadsFootnote(without)] : []), ...(byOwner > 0 ? [words.map.leadsDerived(byOwner)] : [])],
    sources: asked(),
    absent: (country) => `${country}: ${words.map.leadsNone}`,
  };
}

class Pictures {
  readonly current: Picture = $derived.by(() => {
    if (view.current.product !== null) return ofProduct();
    return view.current.entity === null ? ofEverything() : ofEntity();
  });
}

export const picture = new Pictures();
