/** A country, firm or site as the server describes it: its own facts by column, references as links. */
import type { EntityPanel, NamedRef, Names } from '../api/types';

export interface Entity extends NamedRef {
  names: Names;
  /** A column that holds words, or null. */
  text: (column: string) => string | null;
  /** A column that points at something, or null. */
  link: (column: string) => NamedRef | null;
  /** A column that points at several things. */
  links: (column: string) => NamedRef[];
}

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value);

function linkOf(value: unknown): NamedRef | null {
  if (!isRecord(value) || typeof value['id'] !== 'string') return null;
  return { id: value['id'], name: typeof value['name'] === 'string' ? value['name'] : value['id'], names: namesOf(value['names']) };
}

const namesOf = (value: unknown): Names =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) : {};

export function entityOf(panel: EntityPanel): Entity {
  const { entity } = panel;
  const self = linkOf(entity);
  return {
    id: self?.id ?? '',
    name: self?.name ?? '',
    names: self?.names ?? {},
    text: (column) => (typeof entity[column] === 'string' && entity[column] !== '' ? entity[column] : null),
    link: (column) => linkOf(entity[column]),
    links: (column) => (Array.isArray(entity[column]) ? entity[column].map(linkOf).filter((each) => each !== null) : []),
  };
}
