/** The door to adding to the review queue; files are sent as those of `writing` are. */
import type { components } from './openapi';
import { call, type Pass } from './writing';

type Answers = components['schemas'];
export type ArticleFound = Answers['ArticleFound'];
export type ArticleProblem = Answers['ArticleProblem'];
export type ArticlesLooked = Answers['ArticlesAnswer'];
export type QueuedAs = Answers['QueuedAnswer'];
export type AdditionRow = Answers['AdditionRow'];
export type TextOrder = Answers['TextOrder'];

const at = (upload: string): string => `/api/uploads/${upload}`;

export const queueingApi = {
  text: (upload: string, text: TextOrder, pass: Pass, signal: AbortSignal) => call<Answers['UploadedFile']>('POST', `${at(upload)}/texts`, pass, text, signal),
  look: (upload: string, order: Answers['ArticlesOrder'], pass: Pass, signal: AbortSignal) => call<ArticlesLooked>('POST', `${at(upload)}/articles`, pass, order, signal),
  putIn: (upload: string, order: Answers['QueueOrder'], pass: Pass, signal: AbortSignal) => call<QueuedAs>('POST', `${at(upload)}/queue`, pass, order, signal),
  additions: (pass: Pass, signal: AbortSignal) => call<Answers['AdditionPage']>('GET', '/api/review/additions', pass, null, signal, { limit: 50 }),
  takeBack: (addition: string, pass: Pass) => call<Answers['TakenBackAnswer']>('DELETE', `/api/review/additions/${encodeURIComponent(addition)}`, pass, null, null),
};
