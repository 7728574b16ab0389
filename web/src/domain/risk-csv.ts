/** The ranking and a cascade as CSV (RFC 4180), every row with what it takes to check and cite it. */
import type { Cascade } from '../api/types';
import { cell } from './csv';
import type { RankRow } from './risk';

export interface Days {
  validOn: string;
  knownOn: string;
}

const table = (head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string =>
  [head.join(','), ...rows.map((row) => row.map(cell).join(',')), ''].join('\r\n');

export function rankingCsv(rows: readonly RankRow[], network: string, method: string, days: Days): string {
  return table(
    ['rank', 'network', 'node', 'provider', 'product', 'country', 'organization', 'share', 'basis', 'period', 'esri', 'esri_down', 'esri_up', 'method', 'claims', 'valid_on', 'known_on'],
    rows.map(({ node, place, provider, product }) => [
      place, network, node.node, provider, product, node.country, node.organization, node.share, node.basis, node.period,
      node.esri, node.esri_down, node.esri_up, method, node.claims.join(' '), days.validOn, days.knownOn,
    ]),
  );
}

/** Who had lost how much by which step: one row per node and step at which its loss grew. */
export function cascadeCsv(cascade: Cascade, name: (id: string) => string, days: Days): string {
  const known = new Map(cascade.hit.map((hit) => [hit.node, hit]));
  return table(
    ['stops', 'psi', 'psi_up', 'step', 'node', 'provider', 'product', 'country', 'loss_down', 'loss_up', 'tier_down', 'tier_up', 'lost_of_all_at_the_end', 'method', 'claims', 'valid_on', 'known_on'],
    cascade.steps.flatMap((step) =>
      step.nodes.map((node) => {
        const hit = known.get(node.node);
        return [
          cascade.subjects.map((each) => each.id).join(' '), cascade.psi, cascade.psi_up, step.step, node.node,
          hit === undefined ? null : name(hit.provider), hit === undefined ? null : name(hit.product), hit?.country ?? null,
          node.loss_down, node.loss_up, hit?.tier_down ?? null, hit?.tier_up ?? null, hit?.lost ?? null,
          cascade.method, hit?.claims.join(' ') ?? null, days.validOn, days.knownOn,
        ];
      }),
    ),
  );
}
