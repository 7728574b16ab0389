/** Trade in the product whose panel is open. */
import { api } from '../api/client';
import type { ProductExporter, ProductTrade } from '../api/types';
import { readTraded, tradedFields, type Traded } from '../domain/product-trade';
import { Resource } from './resource.svelte';
import { session } from './session.svelte';
import { view } from './view.svelte';

const most = 1000; // rows the server gives at once

class TradeOfProduct {
  readonly answer = new Resource<ProductTrade>();
  readonly asked: Traded = $derived(readTraded(view.current.own));

  /** Ask for the exporters of the year on show; call inside an effect. */
  follow(product: string): void {
    const { days } = session;
    const fields = { ...tradedFields(this.asked), limit: most };
    this.answer.want(`${product}|${JSON.stringify([fields, days])}`, (signal) => api.productTrade(product, fields, days, signal));
  }

  /** The exporters of all years there are. */
  async everyYear(product: string): Promise<ProductExporter[]> {
    const years = this.answer.data?.by_year.map((each) => each.period) ?? [];
    const fields = { ...tradedFields(this.asked), years: `${years[0] ?? ''}-${years.at(-1) ?? ''}`, limit: most };
    const rows: ProductExporter[] = [];
    for (;;) {
      const page = await api.productTrade(product, { ...fields, offset: rows.length }, session.days, new AbortController().signal);
      rows.push(...page.rows);
      if (page.rows.length === 0 || rows.length >= page.total) return rows;
    }
  }
}

export const tradeOfProduct = new TradeOfProduct();
