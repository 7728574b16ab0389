/** The door to the review queue: what is in it, one candidate, and decisions about it. */
import { failureOf, nobodyAnswers, query, Unanswered, type Fields } from './client';
import type { components } from './openapi';

type Answers = components['schemas'];
export type Queue = Answers['QueuePage'];
export type QueueRow = Answers['CandidateRow'];
export type Candidate = Answers['CandidateAnswer'];
export type ReadRecord = Answers['ReadRecord'];
export type Likeness = Answers['LikenessRow'];
export type DecisionBody = Answers['DecisionBody'];
export type Fixes = Answers['FieldsBody'];
export type ReviewSession = Answers['SessionAnswer'];

/** What a request must carry to be let in. */
export interface Entry {
  token: string | null;
  key: string;
}

async function call<T>(method: string, path: string, entry: Entry | null, body: unknown, signal: AbortSignal | null, fields: Fields = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (entry?.token) headers['Headwater-Write'] = entry.token;
  if (entry?.key) headers['Headwater-Key'] = entry.key;
  if (body !== null) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(`${path}${query(fields)}`, { method, headers, body: body === null ? null : JSON.stringify(body), signal });
  } catch (reason) {
    if (signal?.aborted === true) throw reason;
    throw new Unanswered(0, nobodyAnswers);
  }
  if (!response.ok) throw new Unanswered(response.status, await failureOf(response));
  return (await response.json()) as T;
}

export const reviewApi = {
  session: (signal: AbortSignal | null) => call<ReviewSession>('GET', '/api/session', null, null, signal),
  queue: (fields: Fields, entry: Entry, signal: AbortSignal) => call<Queue>('GET', '/api/review', entry, null, signal, fields),
  candidate: (id: string, entry: Entry, signal: AbortSignal) => call<Candidate>('GET', `/api/review/${encodeURIComponent(id)}`, entry, null, signal),
  decide: (id: string, body: DecisionBody, entry: Entry) => call<Candidate>('POST', `/api/review/${encodeURIComponent(id)}/decisions`, entry, body, null),
};
