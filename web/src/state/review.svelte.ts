/** The review screen's state: what is asked of the queue, drafts, and the decision under way. Nothing typed is lost before the server said yes. */
import { Unanswered } from '../api/client';
import { reviewApi, type Candidate, type DecisionBody, type PickedWords, type Queue } from '../api/review';
import { fixesOf, isChanged, readReview, withWords, writeReview, type Draft, type FieldName, type PickField, type Place, type ReviewView } from '../domain/review';
import { askAgain, Resource } from './resource.svelte';
import { view } from './view.svelte';
import { writing } from './writing.svelte';

const kept = 'headwater-review-drafts';
type Action = DecisionBody['action'];

/** A decision sent or about to be: the same key again, so that sending it twice does it once. */
interface Sent {
  candidate: string;
  body: DecisionBody;
}

function keptDrafts(): Record<string, Draft> {
  try {
    return JSON.parse(sessionStorage.getItem(kept) ?? '{}') as Record<string, Draft>;
  } catch {
    return {};
  }
}

class Review {
  readonly queue = new Resource<Queue>();
  readonly candidate = new Resource<Candidate>();

  note = $state('');
  confidence = $state('medium');
  target = $state('');
  drafts = $state<Record<string, Draft>>(keptDrafts());
  busy = $state<Action | null>(null);
  /** What went wrong with the last decision; it waits in `waiting` where sending it again may help. */
  trouble = $state.raw<Unanswered | null>(null);
  wrong = $state<FieldName | null>(null);
  waiting = $state.raw<Sent | null>(null);
  /** What was done last, for whoever cannot see the list change. */
  done = $state.raw<Candidate | null>(null);
  /** The field whose words are lit, and the other way round. */
  lit = $state<string | null>(null);
  /** Words selected in the article, and the field they are for: the one that was used last. */
  picked = $state.raw<Place | null>(null);
  pickFor = $state<PickField>('amount');
  /** What came of the words picked last; `names` is empty where the readers found nothing in them. */
  read = $state.raw<PickedWords | null>(null);
  /** Drafts as they were before words were picked, by candidate, the last one last. */
  before = $state.raw<Record<string, (Draft | null)[]>>({});
  /** Accept without recording; that is done later. */
  hold = $state(false);

  readonly shown: ReviewView = $derived(readReview(view.current.own));

  /** Ask for what the address needs; call inside an effect. */
  follow(): void {
    writing.open();
    const ready = writing.allowed && (writing.session?.needs_key !== true || writing.key.length > 15);
    const { candidate, state, kind, tongue } = this.shown;
    const entry = { token: null, key: writing.key };
    this.queue.want(ready ? [state, kind, tongue, entry.key].join('|') : null, (signal) => reviewApi.queue({ state, kind, language: tongue, limit: 500 }, entry, signal));
    this.candidate.want(ready && candidate !== null ? [candidate, entry.key].join('|') : null, (signal) => reviewApi.candidate(candidate ?? '', entry, signal));
  }

  go(change: Partial<ReviewView>): void {
    this.trouble = null;
    this.waiting = null;
    this.wrong = null;
    this.lit = null;
    this.picked = null;
    this.read = null;
    view.go({ own: writeReview({ ...this.shown, ...change }) });
  }

  /** The neighbour in the list of the candidate on show. */
  step(by: 1 | -1): void {
    const rows = this.queue.data?.rows ?? [];
    const at = rows.findIndex((row) => row.id === this.shown.candidate);
    const next = rows[at < 0 ? 0 : at + by];
    if (next !== undefined) this.go({ candidate: next.id });
  }

  draft(id: string, field: FieldName, text: string): void {
    const before = this.drafts[id] ?? { values: {}, keep: [] };
    this.read = null;
    this.#keep({ ...this.drafts, [id]: { ...before, values: { ...before.values, [field]: text } } });
  }

  keepWords(id: string, field: FieldName, yes: boolean): void {
    const before = this.drafts[id] ?? { values: {}, keep: [] };
    const keep = before.keep.filter((each) => each !== field);
    this.#keep({ ...this.drafts, [id]: { ...before, keep: yes ? [...keep, field] : keep } });
  }

  /** Read the selected words for the chosen field, into the draft. */
  async pick(): Promise<boolean> {
    const [found, picked, field] = [this.candidate.data, this.picked, this.pickFor];
    if (found === null || picked === null || this.busy !== null) return false;
    this.trouble = null;
    try {
      const read = await reviewApi.words(found.id, { field, start: picked.start, end: picked.end }, { token: null, key: writing.key });
      const draft = this.drafts[found.id];
      this.before = { ...this.before, [found.id]: [...(this.before[found.id] ?? []), draft ?? null] };
      this.#keep({ ...this.drafts, [found.id]: withWords(found.record, draft, read) });
      this.read = read;
      this.picked = null;
      return true;
    } catch (reason) {
      if (!(reason instanceof Unanswered)) throw reason;
      this.trouble = reason;
      return false;
    }
  }

  /** Take the last picking back: the draft is what it was before. */
  unpick(id: string): void {
    const stack = this.before[id] ?? [];
    const last = stack.at(-1);
    this.before = { ...this.before, [id]: stack.slice(0, -1) };
    this.read = null;
    if (last === undefined || last === null) this.#drop(id);
    else this.#keep({ ...this.drafts, [id]: last });
  }

  forget(id: string): void {
    this.before = { ...this.before, [id]: [] };
    this.read = null;
    this.#drop(id);
  }

  #drop(id: string): void {
    this.#keep(Object.fromEntries(Object.entries(this.drafts).filter(([each]) => each !== id)));
  }

  refresh(): void {
    this.trouble = null;
    this.waiting = null;
    askAgain();
  }

  /** Decide about the candidate on show. Corrections that were typed go first, and stay typed until they are kept. */
  async decide(action: Action): Promise<void> {
    const found = this.candidate.data;
    if (found === null || this.busy !== null) return;
    const draft = this.drafts[found.id];
    let seen = found.version;
    if (action !== 'undo' && action !== 'reject' && action !== 'record' && isChanged(found.record, draft) && draft !== undefined) {
      const { fixes, spans, wrong } = fixesOf(found.record, draft);
      this.wrong = wrong;
      if (wrong !== null) return;
      const keep = draft.keep.filter((field) => field in fixes);
      const after = await this.#send({ candidate: found.id, body: { ...this.#body('correct', seen), fields: fixes, spans, keep } }, action !== 'correct');
      if (after === null) return;
      this.forget(found.id);
      seen = after.version;
    } else if (action === 'correct') return;
    if (action !== 'correct') await this.#send({ candidate: found.id, body: this.#body(action, seen) });
  }

  /** Give the article on show the day it was published; days of its open candidates get their year from it. */
  async date(day: string): Promise<void> {
    const found = this.candidate.data;
    if (found === null || this.busy !== null) return;
    this.trouble = null;
    this.busy = 'correct';
    try {
      await writing.with((pass) => reviewApi.date(found.article, { day, reviewer: writing.who.trim() === '' ? null : writing.who.trim() }, pass));
      askAgain();
    } catch (reason) {
      if (!(reason instanceof Unanswered)) throw reason;
      this.trouble = reason;
    } finally {
      this.busy = null;
    }
  }

  /** Send what waits once more, with its key. */
  async again(): Promise<void> {
    const { waiting } = this;
    if (waiting === null) return;
    const after = await this.#send(waiting);
    if (after !== null && waiting.body.action === 'correct') this.forget(after.id);
  }

  #body(action: Action, seen: number): DecisionBody {
    const final = action === 'accept' || action === 'merge';
    return {
      action,
      seen,
      key: crypto.randomUUID(),
      reviewer: writing.who.trim() === '' ? null : writing.who.trim(),
      note: this.note.trim() === '' ? null : this.note.trim(),
      confidence: final && this.confidence !== '' ? this.confidence : null,
      hold: final && this.hold,
      target: action === 'merge' ? this.target.trim() : null,
    };
  }

  async #send(sent: Sent, more = false): Promise<Candidate | null> {
    this.busy = sent.body.action;
    this.trouble = null;
    this.waiting = sent;
    try {
      const after = await writing.with((pass) => reviewApi.decide(sent.candidate, sent.body, pass));
      this.waiting = null;
      this.done = after;
      this.note = '';
      this.target = '';
      this.candidate.data = after;
      if (!more) askAgain(); // an accepted record is on the map at once
      return after;
    } catch (reason) {
      if (!(reason instanceof Unanswered)) throw reason;
      this.trouble = reason;
      if (!reason.failure.retry) this.waiting = null;
      return null;
    } finally {
      this.busy = null;
    }
  }

  #keep(drafts: Record<string, Draft>): void {
    this.drafts = drafts;
    try {
      sessionStorage.setItem(kept, JSON.stringify(drafts));
    } catch {
      // a browser without storage keeps them while the page is open
    }
  }
}

export const review = new Review();
