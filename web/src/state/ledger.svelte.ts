/** What the ledger's screen needs from the server, asked for while it is open. */
import { api, type LedgerFields, type Page } from '../api/client';
import type { AgreementRow, CommitmentRow, EventRow, LedgerDetail, MeasureRow, OverduePage, ProgrammeRow, Totals } from '../api/types';
import { askedOf, ownWith, type LedgerAsked } from '../domain/ledger';
import { ledgerWords } from '../domain/words/ledger';
import type { View } from '../domain/address';
import { atOnce } from './lists.svelte';
import { Resource } from './resource.svelte';
import { session } from './session.svelte';
import { view } from './view.svelte';

export type Thing = AgreementRow | MeasureRow | EventRow | ProgrammeRow;

const mostLines = 1000; // of a total at once

class LedgerStore {
  readonly commitments = new Resource<Page<CommitmentRow>>();
  readonly things = new Resource<Page<Thing>>();
  readonly overdue = new Resource<OverduePage>();
  readonly totals = new Resource<Totals>();
  readonly lines = new Resource<Totals>();
  readonly countries = new Resource<Totals>();
  readonly detail = new Resource<LedgerDetail>();

  readonly asked: LedgerAsked = $derived(askedOf(view.current));
  readonly words = $derived(ledgerWords[view.language]);
  readonly #asOf: string = $derived(`${session.days.validOn ?? ''}|${session.days.knownOn ?? ''}`);

  /** The list on show, the totals beside it and what is laid open; call inside an effect. */
  follow(): void {
    const { days } = session;
    const asked = this.asked;
    const { list, country, technology, text, since, until, by, group, one } = asked;
    const fields: Partial<LedgerFields> = { country, technology, state: asked.state, since, until, text: text || null };
    const narrowed = `${JSON.stringify(fields)}|${this.#asOf}`;
    const offset = (view.current.page - 1) * atOnce;
    const of = (wanted: boolean, question: string): string | null => (wanted ? question : null);
    const commitments = list === 'commitments';
    this.commitments.want(of(commitments, `${String(offset)}|${narrowed}`), (signal) => api.ledger('commitments', fields, offset, atOnce, days, signal));
    this.things.want(of(!commitments && list !== 'overdue', `${list}|${String(offset)}|${narrowed}`), (signal) => api.ledger(list, fields, offset, atOnce, days, signal));
    this.overdue.want(of(list === 'overdue', `${String(offset)}|${this.#asOf}`), (signal) => api.ledgerOverdue(offset, atOnce, days, signal));
    this.totals.want(of(commitments, `${by}|${narrowed}`), (signal) => api.ledgerTotals(by, fields, null, 1, days, signal));
    this.lines.want(of(commitments && group !== null, `${by}|${String(group)}|${narrowed}`), (signal) => api.ledgerTotals(by, fields, group, mostLines, days, signal));
    this.countries.want(this.#asOf, (signal) => api.ledgerTotals('country', {}, null, 1, days, signal));
    const kind = one === null ? null : `${one.slice(0, one.indexOf(':'))}s`;
    const known = kind === 'commitments' || kind === 'agreements' || kind === 'measures';
    this.detail.want(of(known, `${String(one)}|${this.#asOf}`), (signal) => api.ledgerOne(String(kind), String(one), days, signal));
  }

  /** The change of the view that changes parts of what is asked. */
  to(change: Partial<Record<'list' | 'state' | 'since' | 'until' | 'total' | 'group', string | null>>, more: Partial<View> = {}): Partial<View> {
    return { own: ownWith(view.current.own, change), page: 1, ...more };
  }

  /** Narrow what is shown: typing replaces the step. */
  narrow(change: Parameters<LedgerStore['to']>[0], more: Partial<View> = {}): void {
    view.go(this.to({ group: null, ...change }, { opened: null, ...more }), 'replace');
  }
}

export const ledger = new LedgerStore();
