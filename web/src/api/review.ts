/** The door to the review queue: what is in it, one candidate, and decisions about it. */
import type { Fields } from './client';
import type { components } from './openapi';
import { call, type Pass } from './writing';

type Answers = components['schemas'];
export type Queue = Answers['QueuePage'];
export type QueueRow = Answers['CandidateRow'];
export type Candidate = Answers['CandidateAnswer'];
export type ReadRecord = Answers['ReadRecord'];
export type Likeness = Answers['LikenessRow'];
export type DecisionBody = Answers['DecisionBody'];
export type PickedWords = Answers['PickedWords'];
export type Fixes = Answers['FieldsBody'];

export const reviewApi = {
  queue: (fields: Fields, pass: Pass, signal: AbortSignal) => call<Queue>('GET', '/api/review', pass, null, signal, fields),
  candidate: (id: string, pass: Pass, signal: AbortSignal) => call<Candidate>('GET', `/api/review/${encodeURIComponent(id)}`, pass, null, signal),
  words: (id: string, fields: Fields, pass: Pass) => call<PickedWords>('GET', `/api/review/${encodeURIComponent(id)}/words`, pass, null, null, fields),
  date: (article: string, body: { day: string; reviewer: string | null }, pass: Pass) =>
    call<Answers['DatedAnswer']>('POST', `/api/review/articles/${encodeURIComponent(article)}/day`, pass, body, null),
  decide: (id: string, body: DecisionBody, pass: Pass) => call<Candidate>('POST', `/api/review/${encodeURIComponent(id)}/decisions`, pass, body, null),
};
