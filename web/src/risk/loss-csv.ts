/** What countries or products had lost by each step, as CSV: one row where it grew. */
import type { Cascade } from '../api/types';
import { cell } from '../domain/csv';
import { daysOfFile } from '../state/asked';

const columns = ['stops', 'psi', 'psi_up', 'step', 'id', 'name', 'loss', 'method', 'valid_on', 'known_on'];

export function lossCsv(of: 'country' | 'product', answer: Cascade, name: (id: string) => string): string {
  const { validOn, knownOn } = daysOfFile();
  const stops = answer.subjects.map((each) => each.id).join(' ');
  const rows = answer.steps.flatMap((step) => {
    const grown = of === 'country' ? step.countries.map((each) => [each.country, each.loss] as const) : step.products.map((each) => [each.product, each.loss] as const);
    return grown.map(([id, loss]) => [stops, answer.psi, answer.psi_up, step.step, id, name(id), loss, answer.method, validOn, knownOn].map(cell).join(','));
  });
  return [columns.join(','), ...rows, ''].join('\r\n');
}
