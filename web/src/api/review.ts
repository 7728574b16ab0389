/** The door to the review queue: what is in it, one candidate, and decisions about it. */
import { failureOf, nobodyAnswers, query, Unanswered, type Fields } from './client';
import type { components } from './openapi';
import type { Pass } from './writing';

type Answers = components['schemas'];
export type Queue = Answers['QueuePage'];
export type QueueRow = Answers['CandidateRow'];
export type Candidate = Answers['CandidateAnswer'];
export type ReadRecord = Answers['ReadRecord'];
export type Likeness = Answers['LikenessRow'];
export type DecisionBody = Answers['DecisionBody'];
export type Fixes = Answers['FieldsBody'];

async function call<T>(method: string, path: string, pass: Pass, body: unknown, signal: AbortSignal | null, fields: Fields = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (pass.token !== null) headers['Headwater-Write'] = pass.token;
  if (pass.key !== '') headers['Headwater-Key'] = pass.key;
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
  queue: (fields: Fields, pass: Pass, signal: AbortSignal) => call<Queue>('GET', '/api/review', pass, null, signal, fields),
  candidate: (id: string, pass: Pass, signal: AbortSignal) => call<Candidate>('GET', `/api/review/${encodeURIComponent(id)}`, pass, null, signal),
  decide: (id: string, body: DecisionBody, pass: Pass) => call<Candidate>('POST', `/api/review/${encodeURIComponent(id)}/decisions`, pass, body, null),
};
