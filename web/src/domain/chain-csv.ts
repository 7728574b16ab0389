/** A chain as CSV (RFC 4180): one line per link, and one per product without any, each with what a reader needs to check it. */
import type { ChainNode } from '../api/types';
import { standingAlone, type Graph, type Light } from './chain';
import { cell } from './csv';

const columns = [
  'input', 'input_name', 'input_hhi', 'input_verdict', 'link', 'product', 'product_name', 'product_hhi', 'product_verdict',
  'weak', 'claims', 'supplier', 'supplier_share_of_input', 'basis', 'period', 'computed', 'valid_on', 'known_on',
];

export interface Asked {
  supplier: string | null;
  lights: ReadonlyMap<string, Light>;
  validOn: string;
  knownOn: string;
}

export function chainCsv(graph: Graph, asked: Asked): string {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const facts = (node: ChainNode | undefined): (string | number | null)[] =>
    node === undefined ? [null, null, null, null] : [node.id, node.name, node.hhi, node.verdict];
  const shared = (id: string): (string | number | boolean | null)[] => {
    const light = asked.lights.get(id);
    if (light === undefined) return [asked.supplier, null, null, null, null];
    return [asked.supplier, light.known ? light.share : null, light.row.basis, light.row.period, light.row.derived];
  };
  const linked = graph.links.map((link) => [
    ...facts(nodes.get(link.from)), link.kind, ...facts(nodes.get(link.to)), link.weak, link.claims.join(' '), ...shared(link.from),
  ]);
  const alone = [...standingAlone(graph)].map((id) => [...facts(nodes.get(id)), null, ...facts(undefined), null, null, ...shared(id)]);
  const rows = [...linked, ...alone].map((row) => [...row, asked.validOn, asked.knownOn].map(cell).join(','));
  return [columns.join(','), ...rows, ''].join('\r\n');
}
