/** Adding files, step by step: choose, send, look, record. The steps outlive a visit to another screen. */
import { Unanswered } from '../api/client';
import type { AddingPreview, RecordedAs, RowProblem, UploadState, Working } from '../api/types';
import { writes, type Reading } from '../api/writing';
import { askAgain } from './resource.svelte';
import { writing } from './writing.svelte';

export type Step = 'choose' | 'send' | 'format' | 'look' | 'looked' | 'record' | 'done';

/** What went wrong, and during which step: the step says what it means and what to do. */
export interface Trouble {
  during: Step;
  failure: Unanswered;
}

const problemsAtOnce = 50;
const askEvery = 700; // milliseconds between two questions how far reading is

class Adding {
  step = $state<Step>('choose');
  files = $state.raw<readonly File[]>([]);
  /** Bytes that are on their way or there, of all files together. */
  sent = $state(0);
  upload = $state.raw<UploadState | null>(null);
  how = $state.raw<Reading>({ format: null, options: {} });
  working = $state.raw<Working | null>(null);
  preview = $state.raw<AddingPreview | null>(null);
  problems = $state.raw<readonly RowProblem[]>([]);
  skipBad = $state(false);
  note = $state('');
  result = $state.raw<RecordedAs | null>(null);
  trouble = $state.raw<Trouble | null>(null);

  readonly size: number = $derived(this.files.reduce((sum, file) => sum + file.size, 0));

  #controller = new AbortController();
  #there = new Set<File>();

  /** Take the files a person chose or dropped, and send them. */
  async take(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    this.startOver();
    this.files = files;
    await this.send();
  }

  /** Send what is not there yet; after a lost connection, only that. */
  async send(): Promise<void> {
    await this.#during('send', async (signal) => {
      this.upload ??= await writing.with((pass) => writes.begin(pass, signal));
      const { id } = this.upload;
      for (const file of this.files) {
        if (this.#there.has(file)) continue;
        const before = this.#bytesThere();
        await writing.with((pass) => writes.send(id, file, pass, (bytes) => (this.sent = before + Math.min(bytes, file.size)), signal));
        this.#there.add(file);
        this.sent = this.#bytesThere();
      }
      this.upload = await writes.upload(id, signal);
      this.how = { format: null, options: {} };
      if (this.upload.recognised === null) this.step = 'format';
      else await this.look();
    });
  }

  /** Have the files read and the map worked out, as `how` says. */
  async look(how: Reading = this.how): Promise<void> {
    this.how = how;
    const upload = this.upload;
    if (upload === null) return;
    await this.#during('look', async (signal) => {
      this.working = null;
      const asking = setInterval(() => void this.#askHowFar(upload.id, signal), askEvery);
      try {
        this.preview = await writing.with((pass) => writes.look(upload.id, how, pass, signal));
      } finally {
        clearInterval(asking);
      }
      this.problems = this.preview.problems === 0 ? [] : (await writes.problems(upload.id, 0, problemsAtOnce, signal)).rows;
      this.step = 'looked';
    });
  }

  async moreProblems(): Promise<void> {
    const { id } = this.upload ?? { id: '' };
    const { signal } = this.#controller;
    const page = await writes.problems(id, this.problems.length, problemsAtOnce, signal);
    this.problems = [...this.problems, ...page.rows];
  }

  async record(): Promise<void> {
    const { upload, preview } = this;
    if (upload === null || preview === null) return;
    await this.#during('record', async (signal) => {
      const order = { contributor: writing.who.trim(), note: this.note.trim() || null, skip_bad: this.skipBad, seen: preview.seen };
      this.result = await writing.with((pass) => writes.record(upload.id, order, pass, signal));
      this.step = 'done';
      askAgain();
    });
  }

  /** Stop what is going on; what was sent is removed, and nothing was recorded. */
  cancel(): void {
    this.startOver();
  }

  startOver(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
    const { upload } = this;
    if (upload !== null) void writing.with((pass) => writes.forget(upload.id, pass)).catch(() => null); // it goes by itself later
    this.#there = new Set();
    this.step = 'choose';
    this.files = [];
    this.sent = 0;
    this.upload = null;
    this.working = null;
    this.preview = null;
    this.problems = [];
    this.skipBad = false;
    this.note = '';
    this.result = null;
    this.trouble = null;
  }

  /** Once more what failed: where the server has forgotten the files, from sending them on. */
  async again(): Promise<void> {
    const { trouble } = this;
    if (trouble === null) return;
    if (trouble.failure.status === 404) {
      this.upload = null;
      this.#there = new Set();
      this.sent = 0;
    }
    const { during } = trouble;
    if (during === 'send' || this.upload === null) await this.send();
    else if (during === 'record' && trouble.failure.failure.code !== 'outdated') await this.record();
    else await this.look();
  }

  async #during(step: Step, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#controller;
    this.step = step;
    this.trouble = null;
    try {
      await work(signal);
    } catch (reason) {
      if (signal.aborted) return;
      if (!(reason instanceof Unanswered)) throw reason;
      this.trouble ??= { during: step, failure: reason };
    }
  }

  async #askHowFar(id: string, signal: AbortSignal): Promise<void> {
    try {
      this.working = (await writes.upload(id, signal)).working;
    } catch {
      // how far it is, is not worth an error: the answer itself will say what is wrong
    }
  }

  #bytesThere(): number {
    return [...this.#there].reduce((sum, file) => sum + file.size, 0);
  }
}

export const adding = new Adding();
