/** What the screens of findings and sources need from the server, asked for while they are open. */
import { api, type Page, type Unresolved } from '../api/client';
import type { ClaimRowPage, ConflictRow, ContributionRow, Finding, NameRow, SourceRow, UnknownRow } from '../api/types';
import { arrangeFindings, readFinding, type FindingRow, type Naming } from '../domain/findings-table';
import { nameIn } from '../domain/names';
import { Resource } from './resource.svelte';
import { session } from './session.svelte';
import { view } from './view.svelte';

export const atOnce = 50; // rows of a long list on one page

class Lists {
  readonly names = new Resource<NameRow[]>();
  readonly answer = new Resource<Finding[]>();
  readonly contributions = new Resource<ContributionRow[]>();
  readonly sources = new Resource<SourceRow[]>();
  readonly conflicts = new Resource<Page<ConflictRow>>();
  readonly unknown = new Resource<Page<UnknownRow>>();
  readonly unresolved = new Resource<Unresolved[]>();
  readonly rows = new Resource<ClaimRowPage>();

  readonly #known: ReadonlyMap<string, { name: string; names?: NameRow['names']; country?: string | null; technology?: string | null }> = $derived(
    new Map([...(session.products.data?.rows ?? []), ...(this.names.data ?? [])].map((row) => [row.id, row])),
  );

  readonly naming: Naming = {
    name: (id) => {
      const row = this.#known.get(id);
      return nameIn(view.language, id, row?.name, row?.names);
    },
    countryOf: (id) => this.#known.get(id)?.country ?? null,
    technologyOf: (id) => this.#known.get(id)?.technology ?? null,
  };

  /** All findings, counted as the view asks. */
  readonly findings: readonly FindingRow[] = $derived((this.answer.data ?? []).map((finding) => readFinding(finding, view.current.by, this.naming)));

  /** Those that the view's filters leave, in its order. */
  readonly matching: readonly FindingRow[] = $derived(arrangeFindings(this.findings, view.current, view.language, this.naming, session.words));

  readonly #asOf: string = $derived(`${session.days.validOn ?? ''}|${session.days.knownOn ?? ''}`);

  /** The findings; call inside an effect. */
  followFindings(): void {
    const { days } = session;
    const { by } = view.current;
    this.#followNames();
    this.answer.want(`${by}|${this.#asOf}`, async (signal) => {
      const both = await Promise.all([api.findings('concentration', by, days, signal), api.findings('chokepoints', by, days, signal)]);
      return both.flatMap((each) => each.rows);
    });
  }

  /** The list of the view's part, or the rows that are laid open; call inside an effect. */
  followSources(): void {
    const { days } = session;
    const { part, opened, table, page } = view.current;
    const asOf = this.#asOf;
    const offset = (page - 1) * atOnce;
    const listed = opened === null;
    this.#followNames();
    this.rows.want(listed ? null : `${opened}|${table ?? ''}|${String(page)}|${asOf}`, (signal) => api.rows(opened ?? '', table, offset, atOnce, days, signal));
    if (part === 'contributions') this.contributions.want(asOf, (signal) => api.contributions(days, signal));
    if (part === 'sources') this.sources.want(asOf, (signal) => api.sources(days, signal));
    if (part === 'conflicts') this.conflicts.want(`${String(page)}|${asOf}`, (signal) => api.conflicts(offset, atOnce, days, signal));
    if (part === 'unknown') {
      this.unknown.want(`${String(page)}|${asOf}`, (signal) => api.unknown(offset, atOnce, days, signal));
      this.unresolved.want(asOf, (signal) => api.unresolved(days, signal));
    }
  }

  #followNames(): void {
    const { days } = session;
    this.names.want(this.#asOf, async (signal) => (await api.names(days, signal)).rows);
  }
}

export const lists = new Lists();
