/** What the screen of dependencies needs from the server, and the trade of a country in its panel. */
import { api, type Fields } from '../api/client';
import type { Comparison, ImportLines, ProductImports, Supplied, TradeChoices } from '../api/types';
import { changed, common, editionOf, flags, readAsked, weighing, whose, type Asked } from '../domain/dependencies';
import { atOnce } from './lists.svelte';
import { Resource } from './resource.svelte';
import { session } from './session.svelte';
import { view } from './view.svelte';

const largestFirst: readonly string[] = ['code'];

class Dependencies {
  readonly choices = new Resource<TradeChoices>();
  readonly lines = new Resource<ImportLines>();
  readonly product = new Resource<ProductImports>();
  readonly comparison = new Resource<Comparison>();
  readonly supplied = new Resource<Supplied>();

  readonly asked: Asked = $derived(readAsked(view.current.own));
  readonly descending: boolean = $derived(view.current.descending ?? !largestFirst.includes(this.asked.order));
  readonly #asOf: string = $derived(`${session.days.validOn ?? ''}|${session.days.knownOn ?? ''}`);

  /** Ask for what the screen shows; call inside an effect. */
  follow(): void {
    const { days } = session;
    const { asked } = this;
    this.choices.want(this.#asOf, (signal) => api.trade(days, signal));
    const choices = this.choices.data;
    const of = asked.importer === null || choices === null || choices.years.length === 0 ? null : { ...whose(asked.importer, choices), ...common(asked) };
    const lines = of === null || asked.show !== 'products' || asked.item !== null ? null : { ...of, ...weighing(asked), ...editionOf(asked), ...this.#filters() };
    const product = of === null || asked.item === null ? null : { ...of, ...weighing(asked), product: asked.item };
    const sides = of === null || asked.show !== 'compare' || asked.partner === null ? null : { left: asked.importer, right: asked.partner, ...common(asked), ...editionOf(asked), ...this.#flag() };
    const year = asked.years === null ? null : asked.years[1];
    const supplied = of === null || asked.show !== 'supplied' || 'bloc' in of ? null : { country: asked.importer, year, threshold: common(asked)['threshold'] };
    this.#want(this.lines, lines, (fields, signal) => api.imports(fields, days, signal));
    this.#want(this.product, product, (fields, signal) => api.importsOf(fields, days, signal));
    this.#want(this.comparison, sides, (fields, signal) => api.compared(fields, days, signal));
    this.#want(this.supplied, supplied, (fields, signal) => api.dependents(fields, days, signal));
  }

  /** Ask for the trade of a country beside its panel; call inside an effect. */
  followCountry(country: string): void {
    const { days } = session;
    this.choices.want(this.#asOf, (signal) => api.trade(days, signal));
    const there = (this.choices.data?.years.length ?? 0) > 0;
    const top = { country, verdict: 'early-warning', sort: 'imports', limit: 5 };
    this.#want(this.lines, there ? top : null, (fields, signal) => api.imports(fields, days, signal));
    this.#want(this.supplied, there ? { country } : null, (fields, signal) => api.dependents(fields, days, signal));
  }

  /** Change what only this screen understands; a further page of a list that changed would be another list's. */
  go(change: Readonly<Record<string, string | null>>, how: 'step' | 'replace' = 'step'): void {
    view.go({ ...this.to(change), page: 1 }, how);
  }

  /** The same as a change of the view, for links. */
  to(change: Readonly<Record<string, string | null>>): { own: Record<string, string> } {
    return { own: changed(view.current.own, change) };
  }

  #flag(): Fields {
    const { verdict, technology, page } = view.current;
    return { verdict: flags.find((flag) => flag === verdict) ?? null, technology, offset: (page - 1) * atOnce, limit: atOnce };
  }

  #filters(): Fields {
    const code = view.current.filter.replace(/[^\d.]/g, '').slice(0, 12);
    return { ...this.#flag(), chapter: this.asked.chapter, code, sort: this.asked.order, descending: String(this.descending) };
  }

  #want<T>(resource: Resource<T>, fields: Fields | null, ask: (fields: Fields, signal: AbortSignal) => Promise<T>): void {
    resource.want(fields === null ? null : `${JSON.stringify(fields)}|${this.#asOf}`, (signal) => ask(fields ?? {}, signal));
  }
}

export const dependencies = new Dependencies();
