/** Adding articles to the review queue: choose or paste, send, look, put in, take back. It outlives a visit to another screen. */
import { tick } from 'svelte';
import { Unanswered } from '../api/client';
import { queueingApi, type AdditionRow, type ArticlesLooked, type QueuedAs } from '../api/queueing';
import type { Failure, UploadState, Working } from '../api/types';
import { writes, type Pass } from '../api/writing';
import { addressOf, freeName, isOfTheFile, leftOutAtFirst, type Pasted } from '../domain/queueing';
import { askAgain, Resource } from './resource.svelte';
import { review } from './review.svelte';
import { writing } from './writing.svelte';

export type Step = 'choose' | 'send' | 'look' | 'looked' | 'put' | 'done';

/** A file that was not taken, and why. */
export interface Refused {
  name: string;
  failure: Failure;
}

const askEvery = 700; // milliseconds between two questions how far reading is
const nothingPasted: Pasted = { text: '', title: '', url: '', published: '' };
const tooLarge: Failure = { code: 'too-large', problem: '', remedy: '', where: '', valid: [], retry: false };

class Queueing {
  step = $state<Step>('choose');
  files = $state.raw<readonly File[]>([]);
  /** Texts that were pasted and sent, or are about to be. */
  texts = $state.raw<readonly Pasted[]>([]);
  refused = $state.raw<readonly Refused[]>([]);
  /** What is being typed. */
  pasted = $state<Pasted>({ ...nothingPasted });
  /** The day of publication for articles that do not say theirs. */
  published = $state('');
  sent = $state(0);
  upload = $state.raw<UploadState | null>(null);
  working = $state.raw<Working | null>(null);
  looked = $state.raw<ArticlesLooked | null>(null);
  /** The day that the articles on show were read with. */
  readWith = $state('');
  without = $state.raw<ReadonlySet<string>>(new Set());
  result = $state.raw<QueuedAs | null>(null);
  trouble = $state.raw<{ during: Step; failure: Unanswered } | null>(null);
  /** What was taken back last: articles and candidates. */
  takenBack = $state.raw<{ articles: number; candidates: number } | null>(null);
  /** Why an addition could not be taken back. */
  kept = $state.raw<Unanswered | null>(null);
  readonly additions = new Resource<{ rows: AdditionRow[]; total: number }>();

  readonly size: number = $derived(this.files.reduce((sum, file) => sum + file.size, 0));
  readonly busy: boolean = $derived(this.trouble === null && ['send', 'look', 'put'].includes(this.step));

  #controller = new AbortController();
  #there = new Set<File | Pasted>();
  #key = '';

  /** Files chosen or dropped: sent and looked at, together with those that are there. */
  async take(chosen: readonly File[]): Promise<void> {
    if (chosen.length === 0) return;
    if (this.step === 'done') this.startOver();
    const names = this.files.map((file) => file.name);
    const limit = writing.session?.upload_bytes ?? Infinity;
    let room = limit - this.size;
    const taken: File[] = [];
    const refused: Refused[] = [];
    for (const file of chosen) {
      const name = freeName(file.name, names);
      if (file.size > room) {
        refused.push({ name: file.name, failure: tooLarge });
        continue;
      }
      room -= file.size;
      names.push(name);
      taken.push(name === file.name ? file : new File([file], name, { type: file.type }));
    }
    this.files = [...this.files, ...taken];
    this.refused = [...this.refused, ...refused];
    await this.send();
  }

  /** The text that was pasted: sent and looked at, together with what is there. */
  async paste(): Promise<void> {
    const text = $state.snapshot(this.pasted);
    if (text.text.trim() === '' || addressOf(text.url) === undefined) return;
    if (this.step === 'done') this.startOver();
    this.texts = [...this.texts, text];
    this.pasted = { ...nothingPasted };
    await this.send();
  }

  /** Send what is not there yet; what is not taken costs none of the others. */
  async send(): Promise<void> {
    await this.#during('send', async (signal) => {
      this.upload ??= await writing.with((pass) => writes.begin(pass, signal));
      const { id } = this.upload;
      for (const file of this.files) {
        const before = this.#bytesThere();
        await this.#sendOne(file, file.name, (pass) => writes.send(id, file, pass, (bytes) => (this.sent = before + Math.min(bytes, file.size)), signal));
        this.sent = this.#bytesThere();
      }
      for (const each of this.texts) {
        const order = { text: each.text, title: each.title.trim() || null, url: addressOf(each.url) ?? null, published: each.published || null };
        await this.#sendOne(each, each.title.trim(), (pass) => queueingApi.text(id, order, pass, signal));
      }
      await this.#look(id);
    });
  }

  /** Have everything read, with the day of publication as it stands now. */
  async look(): Promise<void> {
    const { upload } = this;
    if (upload !== null) await this.#look(upload.id);
  }

  async putIn(): Promise<void> {
    const { upload, looked } = this;
    if (upload === null || looked === null) return;
    await this.#during('put', async (signal) => {
      const order = { contributor: writing.who.trim(), seen: looked.seen, key: this.#key, without: [...this.without] };
      const result = await writing.with((pass) => queueingApi.putIn(upload.id, order, pass, signal));
      this.result = result;
      this.step = 'done';
      this.#forget();
      if (result.first !== null) review.go({ candidate: result.first, state: 'open', kind: null, tongue: null });
      askAgain();
    });
  }

  /** Take an addition out of the queue again. */
  async takeBack(addition: string): Promise<void> {
    this.kept = null;
    this.takenBack = null;
    try {
      this.takenBack = await writing.with((pass) => queueingApi.takeBack(addition, pass));
      if (this.result?.addition === addition) this.startOver();
      review.go({ candidate: null });
      await tick(); // nobody asks for a candidate that is gone
    } catch (reason) {
      if (!(reason instanceof Unanswered)) throw reason;
      this.kept = reason;
    }
    askAgain(); // gone, or decided about by somebody: either way the list is another
  }

  leaveOut(article: string, out: boolean): void {
    this.without = new Set(out ? [...this.without, article] : [...this.without].filter((each) => each !== article));
  }

  /** Ask for the additions there are; call inside an effect. */
  follow(open: boolean): void {
    const entry = { token: null, key: writing.key };
    this.additions.want(open ? entry.key : null, (signal) => queueingApi.additions(entry, signal));
  }

  /** Once more what failed; where the server has forgotten the files, from sending them on. */
  async again(): Promise<void> {
    const { trouble } = this;
    if (trouble === null) return;
    if (trouble.failure.status === 404) this.#forgotten();
    if (trouble.during === 'put' && this.upload !== null && trouble.failure.status !== 409) await this.putIn();
    else if (trouble.during === 'send' || this.upload === null) await this.send();
    else await this.look();
  }

  /** Forget everything that was not put in; the text that is being typed stays. */
  startOver(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
    this.#forget();
    this.step = 'choose';
    this.refused = [];
    this.result = null;
    this.trouble = null;
  }

  #forget(): void {
    const { upload } = this;
    if (upload !== null) void writing.with((pass) => writes.forget(upload.id, pass)).catch(() => null); // it goes by itself later
    this.#forgotten();
    this.files = [];
    this.texts = [];
    this.looked = null;
    this.without = new Set();
  }

  #forgotten(): void {
    this.upload = null;
    this.#there = new Set();
    this.sent = 0;
  }

  async #sendOne(one: File | Pasted, name: string, write: (pass: Pass) => Promise<unknown>): Promise<void> {
    if (this.#there.has(one)) return;
    try {
      await writing.with(write);
      this.#there.add(one);
    } catch (reason) {
      if (!(reason instanceof Unanswered) || !isOfTheFile(reason.status, reason.failure.code)) throw reason;
      this.refused = [...this.refused, { name, failure: reason.failure }];
      this.files = this.files.filter((each) => each !== one);
      this.texts = this.texts.filter((each) => each !== one);
      if (!(one instanceof File)) this.pasted = one; // what was typed is not lost
    }
  }

  async #look(upload: string): Promise<void> {
    await this.#during('look', async (signal) => {
      this.working = null;
      const asking = setInterval(() => void this.#askHowFar(upload, signal), askEvery);
      const day = this.published;
      try {
        const looked = await writing.with((pass) => queueingApi.look(upload, { published: day || null }, pass, signal));
        const known = new Set(this.looked?.articles.map((each) => each.id) ?? []);
        const fresh = looked.articles.filter((each) => !known.has(each.id));
        this.without = new Set([...this.without, ...leftOutAtFirst(fresh)]);
        this.looked = looked;
      } finally {
        clearInterval(asking);
      }
      this.readWith = day;
      this.#key = crypto.randomUUID();
      this.step = 'looked';
    });
  }

  async #during(step: Step, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#controller;
    this.step = step;
    this.trouble = null;
    this.takenBack = null;
    this.kept = null;
    try {
      await work(signal);
    } catch (reason) {
      if (signal.aborted) return;
      if (!(reason instanceof Unanswered)) throw reason;
      this.trouble ??= { during: this.step, failure: reason };
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
    return [...this.#there].reduce((sum, one) => sum + (one instanceof File ? one.size : 0), 0);
  }
}

export const queueing = new Queueing();
