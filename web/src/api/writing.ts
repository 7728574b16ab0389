/** The door for what changes the store. Each write carries the token of the server's session, and the key where one is needed. */
import { failureOf, nobodyAnswers, query, Unanswered, type Fields } from './client';
import type { AddingPreview, Failure, LogEntry, MapChanges, RecordedAs, RowProblem, UploadedFile, UploadState, WriteSession } from './types';

/** What a request must carry to be let in. */
export interface Pass {
  token: string | null;
  key: string;
}

/** How reading the files should go: a format's name, or null to have it recognised, and what the files leave out. */
export interface Reading {
  format: string | null;
  options: Record<string, string>;
}

const headersOf = (pass: Pass): Record<string, string> => ({
  Accept: 'application/json',
  ...(pass.token === null ? {} : { 'Headwater-Write': pass.token }),
  ...(pass.key === '' ? {} : { 'Headwater-Key': pass.key }),
});

/** Ask or tell the server something, with the pass where there is one; what fails is an `Unanswered`. */
export async function call<T>(method: string, path: string, pass: Pass | null, body: unknown, signal: AbortSignal | null, fields: Fields = {}): Promise<T> {
  const headers = { ...(pass === null ? { Accept: 'application/json' } : headersOf(pass)), ...(body === null ? {} : { 'Content-Type': 'application/json' }) };
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

/** Send one file; only this kind of request tells how much of it is on its way. */
function send(upload: string, file: File, pass: Pass, sent: (bytes: number) => void, signal: AbortSignal): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/api/uploads/${upload}/files${query({ name: file.name })}`);
    for (const [name, value] of Object.entries(headersOf(pass))) request.setRequestHeader(name, value);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => { sent(event.loaded); };
    request.onload = () => {
      if (request.status === 200) resolve(JSON.parse(request.responseText) as UploadedFile);
      else reject(new Unanswered(request.status, failureIn(request)));
    };
    request.onerror = () => { reject(new Unanswered(0, nobodyAnswers)); };
    request.onabort = () => { reject(new DOMException('', 'AbortError')); };
    signal.addEventListener('abort', () => { request.abort(); }, { once: true });
    request.send(file);
  });
}

function failureIn(request: XMLHttpRequest): Failure {
  const nothing = { ...nobodyAnswers, code: `http-${String(request.status)}` };
  try {
    return { ...nothing, ...(JSON.parse(request.responseText) as { error?: Partial<Failure> }).error };
  } catch {
    return nothing;
  }
}

const at = (upload: string): string => `/api/uploads/${upload}`;

export const writes = {
  session: (signal: AbortSignal | null = null) => call<WriteSession>('GET', '/api/session', null, null, signal),
  begin: (pass: Pass, signal: AbortSignal) => call<UploadState>('POST', '/api/uploads', pass, null, signal),
  send,
  upload: (id: string, signal: AbortSignal) => call<UploadState>('GET', at(id), null, null, signal),
  forget: (id: string, pass: Pass) => call<UploadState>('DELETE', at(id), pass, null, null),
  look: (id: string, how: Reading, pass: Pass, signal: AbortSignal, shown = 200) =>
    call<AddingPreview>('POST', `${at(id)}/preview`, pass, how, signal, { shown }),
  problems: (id: string, offset: number, limit: number, signal: AbortSignal) =>
    call<{ rows: RowProblem[]; total: number }>('GET', `${at(id)}/problems`, null, null, signal, { offset, limit }),
  record: (id: string, order: { contributor: string; note: string | null; skip_bad: boolean; seen: string }, pass: Pass, signal: AbortSignal) =>
    call<RecordedAs>('POST', `${at(id)}/record`, pass, order, signal),
  without: (contribution: string, signal: AbortSignal) =>
    call<MapChanges>('GET', `/api/contributions/${encodeURIComponent(contribution)}/without`, null, null, signal),
  retract: (contribution: string, order: { contributor: string; why: string }, pass: Pass) =>
    call<LogEntry>('POST', `/api/contributions/${encodeURIComponent(contribution)}/retract`, pass, order, null),
  restore: (contribution: string, order: { contributor: string; why: string | null }, pass: Pass) =>
    call<LogEntry>('POST', `/api/contributions/${encodeURIComponent(contribution)}/restore`, pass, order, null),
};

/** Addresses of what the server gives as files. */
export const fileOf = {
  problems: (upload: string): string => `${at(upload)}/problems.csv`,
  rejected: (upload: string): string => `${at(upload)}/rejected.csv`,
};
